#include "domain/plate/plate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "domain/plate/pattern.h"

namespace cleangate::plate {
namespace {

constexpr std::array<std::string_view, 8> kColourNames = {
    "blue", "yellow", "white", "black", "green", "other", "yellow_green", "unknown"};
constexpr std::array<std::string_view, 17> kClassNames = {
    "ordinary",       "nev_small", "nev_large", "trailer",   "trainer",      "police",
    "consulate",      "embassy",   "hk_macau",  "emergency", "armed_police", "military",
    "civil_aviation", "temporary", "low_speed", "none",      "other"};

/// What cameras write when they saw no plate, in normal form without underscores.
constexpr std::array<std::u32string_view, 11> kNoPlateWords = {
    U"无",   U"无牌",    U"无牌车", U"无车牌",  U"无号牌", U"未识别",
    U"未知", U"UNKNOWN", U"EMPTY",  U"NOPLATE", U"NULL"};

bool is_in(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool is_dropped(char32_t c) {
  if (c <= 0x20 || is_in(c, 0x7F, 0xA0)) return true;        // blanks and controls
  if (is_in(c, 0x2000, 0x200F) || c == 0x3000) return true;  // wide blanks, zero width
  if (is_in(c, 0x2028, 0x202F) || is_in(c, 0x2060, 0x206F) || c == 0xFEFF) return true;
  if (c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219) return true;  // · • ‧ ∙
  if (c == 0x22C5 || c == 0x30FB || c == 0xFF65) return true;               // ⋅ ・ ･
  return c == '-' || is_in(c, 0x2010, 0x2015) || c == 0x2212;               // hyphens and dashes
}

char32_t folded(char32_t c) {
  c = half_width(c);
  return is_in(c, 'a', 'z') ? c - 'a' + 'A' : c;
}

bool says_no_plate(std::u32string_view text) {
  while (text.starts_with(U'_')) text.remove_prefix(1);
  while (text.ends_with(U'_')) text.remove_suffix(1);
  return text.empty() || std::ranges::find(kNoPlateWords, text) != kNoPlateWords.end();
}

struct Rule {
  PlateClass plate_class;
  std::u32string_view pattern;  ///< see pattern.h
};

/// In this order: WJ and five characters are also "two letters and five digits".
constexpr Rule kRules[] = {
    // gate-standards.md 7.1, the regular expressions
    {PlateClass::nev_small, U"plnadddd"},
    {PlateClass::nev_large, U"pldddddn"},
    {PlateClass::trailer, U"plaaaa挂"},
    {PlateClass::trainer, U"plaaaa学"},
    {PlateClass::police, U"plaaaa警"},
    {PlateClass::consulate, U"plaaaa领"},
    {PlateClass::hk_macau, U"粤Zaaaa港"},
    {PlateClass::hk_macau, U"粤Zaaaa澳"},
    {PlateClass::embassy, U"使dddddd"},
    {PlateClass::embassy, U"dddddd使"},
    {PlateClass::emergency, U"psaaaa应急"},
    {PlateClass::armed_police, U"WJpddddx"},
    {PlateClass::armed_police, U"WJddddx"},
    {PlateClass::military, U"uuddddd"},
    {PlateClass::ordinary, U"plaaaaa"},
    // gate-standards.md 7.1, the table
    {PlateClass::civil_aviation, U"民航aaaaa"},
    {PlateClass::temporary, U"plaaaaa临"},
    // practice: paper plates with four characters, 超 (oversize) and 试 (test)
    {PlateClass::temporary, U"plaaaa临"},
    {PlateClass::temporary, U"plaaaaa超"},
    {PlateClass::temporary, U"plaaaa超"},
    {PlateClass::temporary, U"plaaaaa试"},
    {PlateClass::temporary, U"plaaaa试"},
};

/// Practice: farm vehicles and tractors carry two digits for the office, on yellow or green.
constexpr std::u32string_view kLowSpeed = U"pddaaaaa";

template <class Enum, std::size_t kCount>
std::optional<Enum> find_name(const std::array<std::string_view, kCount>& names,
                              std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_text(Colour colour) {
  return kColourNames.at(static_cast<std::size_t>(colour));
}

std::string_view to_text(PlateClass plate_class) {
  return kClassNames.at(static_cast<std::size_t>(plate_class));
}

Result<Colour> parse_colour(std::string_view text) {
  if (const auto found = find_name<Colour>(kColourNames, text)) return *found;
  return fail(ErrorCode::invalid,
              "colour must be blue, yellow, white, black, green, other, yellow_green or unknown");
}

Result<PlateClass> parse_plate_class(std::string_view text) {
  if (const auto found = find_name<PlateClass>(kClassNames, text)) return *found;
  return fail(ErrorCode::invalid, "no such plate class");
}

PlateText read_plate(std::string_view raw) {
  std::u32string kept;
  bool cut = false;
  for (const char32_t written : to_code_points(raw)) {
    const char32_t c = folded(written);  // first: a full-width hyphen is a hyphen
    if (is_dropped(c)) continue;
    if (kept.size() == kMaxPlateCharacters) {
      cut = true;
      break;
    }
    kept += c;
  }
  if (says_no_plate(kept)) return {};
  return {to_utf8(kept), cut};
}

std::string normalise(std::string_view raw) {
  return read_plate(raw).text;
}

PlateClass classify(std::string_view normalised, Colour colour) {
  if (normalised.empty()) return PlateClass::none;
  const std::u32string text = to_code_points(normalised);
  for (const Rule& rule : kRules) {
    if (matches(rule.pattern, text)) return rule.plate_class;
  }
  if (matches(kLowSpeed, text) && colour_fits(PlateClass::low_speed, colour)) {
    return PlateClass::low_speed;
  }
  return PlateClass::other;
}

bool is_nev(std::string_view normalised) {
  const PlateClass plate_class = classify(normalised, Colour::unknown);
  return plate_class == PlateClass::nev_small || plate_class == PlateClass::nev_large;
}

bool colour_fits(PlateClass plate_class, Colour colour) {
  if (colour == Colour::unknown) return true;
  switch (plate_class) {
    case PlateClass::ordinary:  // black: foreign-owned vehicles, still on the road
      return colour == Colour::blue || colour == Colour::yellow || colour == Colour::black;
    case PlateClass::nev_small:
      return colour == Colour::green;
    case PlateClass::nev_large:
      return colour == Colour::yellow_green;
    case PlateClass::trailer:
    case PlateClass::trainer:
      return colour == Colour::yellow;
    case PlateClass::police:
    case PlateClass::emergency:
    case PlateClass::armed_police:
    case PlateClass::military:
      return colour == Colour::white;
    case PlateClass::consulate:
    case PlateClass::embassy:
    case PlateClass::hk_macau:
      return colour == Colour::black;
    case PlateClass::civil_aviation:
      return colour == Colour::green || colour == Colour::other;
    case PlateClass::low_speed:
      return colour == Colour::yellow || colour == Colour::green || colour == Colour::other;
    case PlateClass::temporary:  // paper of many prints; cameras name its colour as they like
    case PlateClass::other:
      return true;
    case PlateClass::none:
      return colour == Colour::other;
  }
  return true;
}

}  // namespace cleangate::plate
