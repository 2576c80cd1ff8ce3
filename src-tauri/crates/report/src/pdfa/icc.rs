//! The output intent: an sRGB profile, computed (ICC.1:2001-04, a display
//! profile of version 2 with matrix and tone curves, IEC 61966-2-1).

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Adds the profile and gives the output intent.
pub(super) fn add(document: &mut Document) -> Dictionary {
    let profile = Stream::new(dictionary! { "N" => 3 }, srgb_profile());
    let profile = document.add_object(profile);
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
}

/// Media white and the primaries as XYZ, adapted to D50 by Bradford's matrix.
const COLORANTS: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9642, 1.0, 0.8249]),
    (b"rXYZ", [0.436_074_7, 0.222_504_5, 0.013_932_2]),
    (b"gXYZ", [0.385_064_9, 0.716_878_6, 0.097_104_5]),
    (b"bXYZ", [0.143_080_4, 0.060_616_9, 0.714_173_3]),
];
const CURVE_POINTS: u16 = 1024;
const HEADER: usize = 128;

fn srgb_profile() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
    ];
    tags.extend(COLORANTS.map(|(name, xyz)| (name, xyz_tag(xyz))));
    let curve = curve();
    // The three channels share one curve, so the table points at it three times.
    let table = 4 + 12 * (tags.len() + 3);
    let mut directory = u32_bytes(tags.len() + 3).to_vec();
    let mut data = Vec::new();
    let mut entry = |name: &[u8; 4], offset: usize, length: usize| {
        directory.extend([name.as_slice(), &u32_bytes(offset), &u32_bytes(length)].concat());
    };
    for (name, tag) in &tags {
        entry(name, HEADER + table + data.len(), tag.len());
        data.extend(tag);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        entry(name, HEADER + table + data.len(), curve.len());
    }
    data.extend(curve);
    let size = HEADER + table + data.len();
    [header(size), directory, data].concat()
}

fn header(size: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend(u32_bytes(size));
    header.extend([0; 4]); // no preferred CMM
    header.extend([2, 0x10, 0, 0]); // version 2.1
    header.extend(b"mntrRGB XYZ ");
    header.extend([7, 0xCF, 0, 6, 0, 3, 0, 0, 0, 0, 0, 0]); // 1999-06-03, a fixed date
    header.extend(b"acsp");
    header.resize(68, 0); // platform, flags, device, attributes, intent: none
    header.extend(COLORANTS[0].1.map(fixed).concat());
    header.resize(HEADER, 0);
    header
}

fn xyz_tag(xyz: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".as_slice(), &xyz.map(fixed).concat()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [b"text\0\0\0\0".as_slice(), text.as_bytes(), b"\0"].concat()
}

/// `textDescriptionType`: ASCII with its length, then no Unicode and no script code.
fn description(text: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend(u32_bytes(text.len() + 1));
    tag.extend(text.as_bytes());
    tag.push(0);
    tag.resize(tag.len() + 4 + 4 + 2 + 1 + 67, 0);
    tag
}

fn curve() -> Vec<u8> {
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for point in 0..CURVE_POINTS {
        let linear = linear(f64::from(point) / f64::from(CURVE_POINTS - 1));
        tag.extend(sixteen_bits(linear).to_be_bytes());
    }
    tag
}

/// IEC 61966-2-1, from coded value to linear light.
fn linear(coded: f64) -> f64 {
    if coded <= 0.040_45 {
        coded / 12.92
    } else {
        ((coded + 0.055) / 1.055).powf(2.4)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies in 0 to 1"
)]
fn sixteen_bits(value: f64) -> u16 {
    (value * 65_535.0).round() as u16
}

/// `s15Fixed16Number`.
#[expect(clippy::cast_possible_truncation, reason = "colorants lie in 0 to 1")]
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn u32_bytes(number: usize) -> [u8; 4] {
    u32::try_from(number)
        .expect("a profile has a few kilobytes")
        .to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profile_states_its_own_size_and_every_tag_lies_inside() {
        let profile = srgb_profile();
        let number = |at: usize| {
            u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes")) as usize
        };
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(HEADER) {
            let entry = HEADER + 4 + 12 * tag;
            assert!(number(entry + 4) + number(entry + 8) <= profile.len());
            assert_eq!(number(entry + 4) % 4, 0);
        }
    }

    #[test]
    fn colorants_add_up_to_white() {
        let sum = |axis: usize| COLORANTS[1..].iter().map(|(_, xyz)| xyz[axis]).sum::<f64>();
        for axis in 0..3 {
            assert!(
                (sum(axis) - COLORANTS[0].1[axis]).abs() < 0.001,
                "axis {axis}"
            );
        }
    }

    #[test]
    fn curve_begins_at_black_and_ends_at_white() {
        assert_eq!(sixteen_bits(linear(0.0)), 0);
        assert_eq!(sixteen_bits(linear(1.0)), 65_535);
        // The value of IEC 61966-2-1 for a coded 128 of 255.
        assert!((linear(128.0 / 255.0) - 0.215_860_5).abs() < 1e-6);
    }
}
