#include "domain/vehicle/vin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/vehicle/compact.h"

namespace cleangate::vehicle {
namespace {

constexpr std::size_t kLength = 17;
constexpr std::size_t kCheckPlace = 8;  // position 9
constexpr std::size_t kYearPlace = 9;   // position 10
// GB 16735 (as in gate-standards.md 7.4): weights of positions 1–17.
constexpr std::array<int, kLength> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
// Values of A…Z; 0: I, O and Q are not used.
constexpr std::array<int, 26> kLetters = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4,
                                          5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9};
// Model years from 1980, 30 in turn: no I O Q U Z 0.
constexpr std::string_view kYears = "ABCDEFGHJKLMNPRSTVWXY123456789";
// Groups of characters that readers confuse, of the VIN's alphabet.
constexpr std::array<std::string_view, 6> kConfused = {"0D", "1L", "2Z", "5S", "6G", "8B"};

std::optional<int> value_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c < 'A' || c > 'Z' || kLetters[static_cast<std::size_t>(c - 'A')] == 0) return std::nullopt;
  return kLetters[static_cast<std::size_t>(c - 'A')];
}

char check_digit(std::string_view vin) {
  int sum = 0;
  for (std::size_t i = 0; i < kLength; ++i) sum += kWeights[i] * *value_of(vin[i]);
  return sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
}

std::string without_forbidden_letters(std::string_view vin) {
  std::string text(vin);
  for (char& c : text) {
    if (c == 'I') c = '1';
    if (c == 'O' || c == 'Q') c = '0';
  }
  return text;
}

}  // namespace

std::string normalise_vin(std::string_view raw) {
  return compact_upper(raw);
}

VinCheck check_vin(std::string_view vin) {
  VinCheck check;
  const auto characters = to_code_points(vin);
  check.length = characters.size();
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (characters[i] < 0x80 && value_of(static_cast<char>(characters[i]))) continue;
    check.fault = VinFault::character;
    check.position = i + 1;
    check.found = to_utf8(characters.substr(i, 1));
    return check;
  }
  if (characters.size() != kLength) {
    check.fault = VinFault::length;
    return check;
  }
  const char expected = check_digit(vin);
  if (vin[kCheckPlace] != expected) {
    check.fault = VinFault::check_digit;
    check.position = kCheckPlace + 1;
    check.found = vin[kCheckPlace];
    check.expected = expected;
  }
  return check;
}

std::string describe_chinese(const VinCheck& check) {
  switch (check.fault) {
    case VinFault::none:
      return {};
    case VinFault::length:
      return fmt::format("车架号应为17位，现在是{}位", check.length);
    case VinFault::character:
      return fmt::format("车架号第{}位是“{}”，车架号只用数字和除I、O、Q以外的字母", check.position,
                         check.found);
    case VinFault::check_digit:
      return fmt::format("车架号校验位（第9位）是{}，按其余各位应为{}，请核对是否抄错", check.found,
                         check.expected);
  }
  return {};
}

std::string describe_english(const VinCheck& check) {
  switch (check.fault) {
    case VinFault::none:
      return {};
    case VinFault::length:
      return fmt::format("a VIN has 17 characters, this one has {}", check.length);
    case VinFault::character:
      return fmt::format("character {} is \"{}\": a VIN has digits and letters without I, O, Q",
                         check.position, check.found);
    case VinFault::check_digit:
      return fmt::format(
          "check digit (character 9) is {}, the others ask for {}: compare it with "
          "the papers",
          check.found, check.expected);
  }
  return {};
}

std::vector<std::string> repair_vin(std::string_view vin) {
  std::vector<std::string> sound;
  const std::string text = without_forbidden_letters(vin);
  const auto check = check_vin(text);
  if (!check.is_formed() || check_vin(vin).is_sound()) return sound;
  if (check.is_sound()) return {text};
  for (std::size_t i = 0; i < kLength; ++i) {
    for (const std::string_view group : kConfused) {
      const auto at = group.find(text[i]);
      if (at == std::string_view::npos) continue;
      std::string other = text;
      other[i] = group[1 - at];
      if (check_vin(other).is_sound()) sound.push_back(std::move(other));
    }
  }
  return sound;
}

std::optional<int> model_year(std::string_view vin, int latest) {
  if (!check_vin(vin).is_formed()) return std::nullopt;
  const auto at = kYears.find(vin[kYearPlace]);
  if (at == std::string_view::npos) return std::nullopt;
  const int first = 1980 + static_cast<int>(at);
  if (latest < first) return std::nullopt;
  return first + (latest - first) / 30 * 30;
}

}  // namespace cleangate::vehicle
