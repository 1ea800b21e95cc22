#pragma once
// Number plates of China: normal form, grammar (GA 36-2018 as in gate-standards.md 7.1), class
// and colour. Pure, any thread. Text that fits no rule is class `other`, never an error; nothing
// here masks a plate for a public screen.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate::plate {

/// Ground colour of the plate. Stored as text; never change the names.
enum class Colour : std::uint8_t {
  blue,
  yellow,
  white,
  black,
  green,         ///< shaded green of the small NEV plate
  other,         ///< seen, but none of these
  yellow_green,  ///< the large NEV plate; not green
  unknown,       ///< not told
};

/// What the text says the plate is. Stored as text; never change the names.
enum class PlateClass : std::uint8_t {
  ordinary,
  nev_small,
  nev_large,
  trailer,       ///< 挂
  trainer,       ///< 学
  police,        ///< 警
  consulate,     ///< 领
  embassy,       ///< 使
  hk_macau,      ///< 粤Z…港, 粤Z…澳
  emergency,     ///< …应急
  armed_police,  ///< 武警, WJ
  military,
  civil_aviation,  ///< 民航
  temporary,       ///< …临, …超, …试
  low_speed,       ///< 农用运输车 and tractors with two digits for the office
  none,            ///< no plate
  other,           ///< text that fits no rule
};

/// The enumerator's name, as stored and as in the API.
[[nodiscard]] std::string_view to_text(Colour colour);
[[nodiscard]] std::string_view to_text(PlateClass plate_class);
/// Exactly the names of to_text(). Errors: invalid.
[[nodiscard]] Result<Colour> parse_colour(std::string_view text);
[[nodiscard]] Result<PlateClass> parse_plate_class(std::string_view text);

struct PlateText {
  std::string text;  ///< UTF-8 in normal form, at most kMaxPlateCharacters characters; "" = none
  bool cut = false;  ///< the input was longer; such a text is always class other
};

/// Normal form of what a camera or a person wrote: blanks, control characters, middle dots and
/// hyphens dropped, full-width letters made ASCII, letters made upper case. The words that
/// cameras send for "no plate" (`_无_`, 无牌车, unknown …) become "". Never fails: bytes that are
/// no UTF-8 become U+FFFD.
[[nodiscard]] PlateText read_plate(std::string_view raw);
/// read_plate(raw).text
[[nodiscard]] std::string normalise(std::string_view raw);

/// Class of a text in normal form. The text decides; the colour is asked only for low_speed,
/// whose form is practice and not standard. "" is none.
[[nodiscard]] PlateClass classify(std::string_view normalised, Colour colour);

/// Matches NEV_SMALL or NEV_LARGE (gate-standards.md 7.1). The text decides, not the colour: one
/// misread colour must not beat a ban (law.md, Facts). It does not say "electric": the letters
/// F G H J K may be plug-in hybrids.
[[nodiscard]] bool is_nev(std::string_view normalised);

/// False when a plate of this class cannot have this colour (gate-standards.md 7.1, colour
/// cross-check): one of the two was misread. `unknown` fits every class.
[[nodiscard]] bool colour_fits(PlateClass plate_class, Colour colour);

}  // namespace cleangate::plate
