#include "domain/plate/confusable.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/plate/plate.h"

namespace cleangate::plate {
namespace {

constexpr std::u32string_view kSets[] = {U"0DOQ", U"8B", U"1I", U"2Z", U"5S"};

std::u32string_view set_of(char32_t c) {
  for (const std::u32string_view set : kSets) {
    if (set.find(c) != std::u32string_view::npos) return set;
  }
  return {};
}

bool is_standard(PlateClass plate_class) {
  return plate_class != PlateClass::other && plate_class != PlateClass::none &&
         plate_class != PlateClass::low_speed;
}

}  // namespace

bool differ_by_one_confusable(std::string_view a, std::string_view b) {
  const std::u32string left = to_code_points(a);
  const std::u32string right = to_code_points(b);
  if (left.size() != right.size()) return false;
  int differing = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] == right[i]) continue;
    if (++differing > 1) return false;
    if (set_of(left[i]).find(right[i]) == std::u32string_view::npos) return false;
  }
  return differing == 1;
}

std::vector<std::string> repair_candidates(std::string_view text) {
  std::vector<std::string> out;
  std::u32string candidate = to_code_points(text);
  if (candidate.size() > kMaxPlateCharacters) return out;
  for (char32_t& place : candidate) {
    const char32_t original = place;
    for (const char32_t c : set_of(original)) {
      if (c == original) continue;
      place = c;
      std::string repaired = to_utf8(candidate);
      if (is_standard(classify(repaired, Colour::unknown))) out.push_back(std::move(repaired));
    }
    place = original;
  }
  return out;
}

}  // namespace cleangate::plate
