//! As much of a web address as the settings ask about.

use std::net::{IpAddr, Ipv6Addr};

/// `http://` or `https://`, a host, perhaps a port and a path; no user, since a password there would
/// be shown, and no fragment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WebAddress<'a> {
    pub secure: bool,
    /// Without the brackets of an IPv6 address.
    pub host: &'a str,
    pub port: u16,
}

impl WebAddress<'_> {
    pub fn parse(text: &str) -> Option<WebAddress<'_>> {
        let (secure, rest) = match text.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("http://")?),
        };
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '@' || c == '#';
        if rest.contains(odd) {
            return None;
        }
        let authority = rest.split(['/', '?']).next()?;
        let (host, port) = match authority.strip_prefix('[') {
            Some(bracketed) => {
                let (host, port) = bracketed.split_once(']')?;
                host.parse::<Ipv6Addr>().ok()?;
                (host, port)
            }
            None => {
                let end = authority.find(':').unwrap_or(authority.len());
                let (host, port) = authority.split_at(end);
                let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
                let named = !host.is_empty() && host.bytes().all(plain);
                (named.then_some(host)?, port)
            }
        };
        let port = match port.strip_prefix(':') {
            Some(port) => port.parse().ok().filter(|port| *port != 0)?,
            None if port.is_empty() => {
                if secure {
                    443
                } else {
                    80
                }
            }
            None => return None,
        };
        Some(WebAddress { secure, host, port })
    }

    /// This machine itself.
    pub fn is_loopback(&self) -> bool {
        let address: Option<IpAddr> = self.host.parse().ok();
        self.host.eq_ignore_ascii_case("localhost") || address.is_some_and(|ip| ip.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let parse = |text| WebAddress::parse(text).map(|a| (a.secure, a.host, a.port));
        assert_eq!(
            parse("https://bot.kz/hook?x=1"),
            Some((true, "bot.kz", 443))
        );
        assert_eq!(
            parse("http://localhost:8081"),
            Some((false, "localhost", 8081))
        );
        assert_eq!(parse("https://[::1]:8443/a:b"), Some((true, "::1", 8443)));
        for text in [
            "",
            "bot.kz",
            "ftp://bot.kz",
            "https://",
            "https://:80",
            "https://a b",
            "https://user:word@bot.kz",
            "https://bot.kz:0",
            "https://bot.kz:70000",
            "https://[x]",
            "https://bot.kz:",
            "https://[::1]80",
            "https://bot.kz/#part",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn loopback() {
        let here = |text| WebAddress::parse(text).is_some_and(|address| address.is_loopback());
        assert!(here("http://localhost") && here("http://127.0.0.9:80") && here("http://[::1]"));
        assert!(!here("http://127.0.0.1.bot.kz") && !here("http://10.0.0.1"));
    }
}
