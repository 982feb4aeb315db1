//! Units that can be compared with each other.

use rust_decimal::Decimal;

/// A unit by name, what it measures, and how many of the first unit of its kind it is, as a decimal number.
const UNITS: &[(&str, &str, &str)] = &[
    ("metre", "length", "1"),
    ("kilometre", "length", "1000"),
    ("centimetre", "length", "0.01"),
    ("millimetre", "length", "0.001"),
    ("mile", "length", "1609.344"),
    ("nautical mile", "length", "1852"),
    ("yard", "length", "0.9144"),
    ("foot", "length", "0.3048"),
    ("inch", "length", "0.0254"),
    ("square metre", "area", "1"),
    ("square kilometre", "area", "1000000"),
    ("hectare", "area", "10000"),
    ("acre", "area", "4046.8564224"),
    ("square mile", "area", "2589988.110336"),
    ("square foot", "area", "0.09290304"),
    ("gram", "mass", "1"),
    ("kilogram", "mass", "1000"),
    ("milligram", "mass", "0.001"),
    ("tonne", "mass", "1000000"),
    ("ton", "mass", "907184.74"),
    ("pound", "mass", "453.59237"),
    ("ounce", "mass", "28.349523125"),
    ("litre", "volume", "1"),
    ("cubic metre", "volume", "1000"),
    ("gallon", "volume", "3.785411784"),
    ("barrel", "volume", "158.987294928"),
    ("kilometre per hour", "speed", "1"),
    ("mile per hour", "speed", "1.609344"),
    ("knot", "speed", "1.852"),
    ("watt", "power", "1"),
    ("kilowatt", "power", "1000"),
    ("megawatt", "power", "1000000"),
    ("gigawatt", "power", "1000000000"),
    ("second", "time", "1"),
    ("minute", "time", "60"),
    ("hour", "time", "3600"),
    ("day", "time", "86400"),
    ("night", "time", "86400"),
    ("week", "time", "604800"),
    ("fortnight", "time", "1209600"),
    ("month", "months", "1"),
    ("year", "months", "12"),
    ("decade", "months", "120"),
    ("century", "months", "1200"),
];

/// What `unit` measures, and how many of the first unit of that kind it is. A unit that is not known measures itself.
pub(super) fn measure(unit: &str) -> (&str, Decimal) {
    let known = UNITS.iter().find(|(name, ..)| *name == unit);
    let factor = |text: &str| Decimal::from_str_exact(text).unwrap_or(Decimal::ONE);
    known.map_or((unit, Decimal::ONE), |(_, kind, text)| (kind, factor(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_a_number_of_others() {
        for (name, kind, text) in UNITS {
            assert_eq!(measure(name), (*kind, Decimal::from_str_exact(text).unwrap()));
        }
        assert_eq!(measure("furlong"), ("furlong", Decimal::ONE));
    }
}
