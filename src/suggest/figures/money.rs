//! Signs, codes and names of money, and which currency they mean.

use rust_decimal::Decimal;

use super::Reader;
use super::amounts::Measure;
use crate::model::quantity::QuantityKind;
use crate::suggest::tokens::Kind;

impl Reader<'_> {
    /// Whether the digits at `at` follow a sign of money.
    pub(super) fn is_money_at(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(|token| sign_code(token.text).is_some())
    }

    /// A sign or code of money: "$", "US$", "USD".
    pub(super) fn currency_before(&self, at: usize) -> Option<(Measure, usize)> {
        let token = self.tokens.get(at)?;
        let money = |(code, is_doubtful): (Option<String>, bool)| Measure {
            kind: QuantityKind::Money,
            currency: code,
            is_doubtful,
            ..Measure::default()
        };
        if let Some(code) = sign_code(token.text) {
            return Some((money(self.resolved(code)), at + 1));
        }
        let next = self.tokens.get(at + 1)?;
        if next.is_glued && next.text == "$" {
            let code = match token.text {
                "US" => "USD",
                "C" | "CA" => "CAD",
                "A" | "AU" => "AUD",
                "NZ" => "NZD",
                "HK" => "HKD",
                "S" => "SGD",
                "R" => "BRL",
                "NT" => "TWD",
                _ => return None,
            };
            return Some((money((Some(code.to_owned()), false)), at + 2));
        }
        let is_code = CODES.contains(&token.text) && next.kind == Kind::Digits;
        is_code.then(|| (money((Some(token.text.to_owned()), false)), at + 1))
    }

    pub(super) fn currency_after(&self, at: usize) -> Option<(Measure, usize)> {
        let token = self.tokens.get(at).filter(|token| !token.begins_line)?;
        let money = Measure { kind: QuantityKind::Money, ..Measure::default() };
        if let Some(code) =
            sign_code(token.text).or_else(|| CODES.contains(&token.text).then_some(token.text))
        {
            let (currency, is_doubtful) = self.resolved(code);
            return Some((Measure { currency, is_doubtful, ..money }, at + 1));
        }
        let (code, end) = self.language.currencies.at(&self.tokens, at)?;
        if code == "cent" {
            let (currency, _) = self.resolved("$");
            return Some((
                Measure { currency, per: Some(Decimal::ONE_HUNDRED), is_doubtful: true, ..money },
                end,
            ));
        }
        let (currency, is_doubtful) = self.resolved(code);
        // What has no code is named as it is written.
        let unit = currency.is_none().then(|| code.clone());
        Some((Measure { unit, currency, is_doubtful, ..money }, end))
    }

    /// The code of a currency, where "$" and "peso" mean what they do in the country of the outlet, and whether that is
    /// unsure.
    fn resolved(&self, code: &str) -> (Option<String>, bool) {
        let country = self.country.as_deref();
        let found = match (code, country) {
            ("$", Some("CA")) => "CAD",
            ("$", Some("AU")) => "AUD",
            ("$", Some("NZ")) => "NZD",
            ("$" | "peso", Some("MX")) => "MXN",
            ("$" | "peso", Some("AR")) => "ARS",
            ("$" | "peso", Some("CL")) => "CLP",
            ("$" | "peso", Some("CO")) => "COP",
            ("peso", Some("PH")) => "PHP",
            ("$", Some("US" | "EC" | "SV" | "PA" | "PR")) => "USD",
            ("$", _) => return (Some("USD".to_owned()), true),
            ("crown" | "peso", _) => return (None, true),
            (code, _) => code,
        };
        (Some(found.to_owned()), false)
    }
}

/// The currency of a sign: its code, or "$" where the country says which dollar.
fn sign_code(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "$",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₺" => "TRY",
        "₩" => "KRW",
        "₪" => "ILS",
        "₴" => "UAH",
        "₦" => "NGN",
        _ => return None,
    })
}

/// Codes of ISO 4217 that stand in newspapers.
const CODES: [&str; 24] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "RUB", "TRY", "SYP", "IQD", "AED", "SAR", "ILS", "MXN",
    "ARS", "CLP", "COP", "BRL", "PEN", "CAD", "AUD", "SEK", "NOK",
];
