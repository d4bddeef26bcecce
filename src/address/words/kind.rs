//! What a named place is.
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Street,
    Avenue,
    Boulevard,
    Highway,
    Lane,
    DeadEnd,
    Passage,
    Square,
    Embankment,
    Microdistrict,
    Quarter,
    Complex,
    Massif,
    Settlement,
    Country,
    District,
    City,
    /// A bare name in a list: a street or a part of the town.
    Unnamed,
}

/// How well the kind that a resident says fits the kind that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindFit {
    Same,
    /// «ул.» for «пр.»: everyday mistake.
    Near,
    /// A lane for a street: two of them often stand side by side.
    Other,
    /// A micro-district and an avenue of one name are different things.
    Never,
}

impl Kind {
    pub fn is_unit(self) -> bool {
        matches!(
            self,
            Kind::Microdistrict
                | Kind::Quarter
                | Kind::Complex
                | Kind::Massif
                | Kind::Settlement
                | Kind::Country
        )
    }
    /// The district or city around an address, never the address itself.
    pub fn is_area(self) -> bool {
        matches!(self, Kind::District | Kind::City)
    }
    pub fn is_street(self) -> bool {
        !self.is_unit() && !self.is_area() && self != Kind::Unnamed
    }
    /// A lane, a dead end or a passage.
    pub fn is_narrow(self) -> bool {
        self.is_street() && !self.is_wide()
    }
    /// The Russian word for it is masculine: «переулок Почтовый», «улица Почтовая».
    pub fn is_masculine(self) -> bool {
        self.is_narrow() || matches!(self, Kind::Avenue | Kind::Boulevard)
    }
    pub fn is_wide(self) -> bool {
        matches!(
            self,
            Kind::Street
                | Kind::Avenue
                | Kind::Boulevard
                | Kind::Highway
                | Kind::Square
                | Kind::Embankment
        )
    }
    /// `said` by the resident against `self` of the territory.
    pub fn fit(self, said: Option<Kind>) -> KindFit {
        let Some(said) = said else {
            return KindFit::Same;
        };
        if self == said {
            KindFit::Same
        } else if self == Kind::Unnamed
            || said == Kind::Unnamed
            || self == Kind::District && said.is_unit()
            || self.is_unit() && said.is_unit()
        {
            KindFit::Near
        } else if self.is_unit() != said.is_unit() || self.is_area() != said.is_area() {
            KindFit::Never
        } else if self.is_wide() == said.is_wide() {
            KindFit::Near
        } else {
            KindFit::Other
        }
    }
}
