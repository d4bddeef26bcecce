//! The table that is printed: what, how much, and the goal where there is one.

pub struct Table {
    rows: Vec<[String; 3]>,
}

impl Table {
    pub fn new() -> Table {
        Table { rows: Vec::new() }
    }

    /// `goal` is empty where nothing was promised.
    pub fn row(&mut self, what: &str, value: &str, goal: &str) {
        println!("  {what}: {value}");
        self.rows.push([what, value, goal].map(str::to_owned));
    }

    pub fn print(&self) {
        println!("\n{}\n", machine());
        println!("| what | measured | goal |\n|---|---|---|");
        for row in &self.rows {
            println!("| {} |", row.join(" | "));
        }
    }
}

/// Cores, model, memory.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or("unknown".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = value(&read("/proc/cpuinfo"), "model name");
    let memory = value(&read("/proc/meminfo"), "MemTotal");
    format!("{cores} cores of {model}, {memory}, shared with the server and the crowd")
}

/// The middle of an odd number of measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
