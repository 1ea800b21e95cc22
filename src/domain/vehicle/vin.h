#pragma once
// Vehicle identification number (GB 16735-2019, the algorithm of ISO 3779 and 49 CFR 565):
// form, check digit, model year. Pure. A false check digit is a warning, not a refusal: imports
// and typing errors of the registry itself exist (gate-standards.md 7.4).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cleangate::vehicle {

enum class VinFault : std::uint8_t { none, length, character, check_digit };

struct VinCheck {
  VinFault fault = VinFault::none;
  std::size_t length = 0;       ///< characters that were given
  std::size_t position = 0;     ///< from 1; of the first character that cannot be, or 9
  std::string found, expected;  ///< at that place; expected only for the check digit
  [[nodiscard]] bool is_sound() const { return fault == VinFault::none; }
  /// 17 characters of the alphabet: it can name a vehicle even with a false check digit.
  [[nodiscard]] bool is_formed() const {
    return fault == VinFault::none || fault == VinFault::check_digit;
  }
};

/// Upper case, full-width letters made ASCII, blanks and hyphens dropped. Letters stay what they
/// are: I, O and Q are faults, not 1 and 0.
[[nodiscard]] std::string normalise_vin(std::string_view raw);
/// `vin` normalised.
[[nodiscard]] VinCheck check_vin(std::string_view vin);
/// Empty when sound. Says which character, what it is and what it should be.
[[nodiscard]] std::string describe_chinese(const VinCheck& check);
[[nodiscard]] std::string describe_english(const VinCheck& check);

/// VINs with a right check digit that differ from `vin` in one character by a pair that readers
/// confuse (0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B); I, O and Q are always read as 1, 0, 0.
/// For a person to choose from; never taken by itself. Empty when `vin` is sound or hopeless.
[[nodiscard]] std::vector<std::string> repair_vin(std::string_view vin);

/// The latest model year ≤ `latest` that position 10 stands for (a cycle of 30 years from 1980);
/// nullopt: no such letter, or the VIN has no form. Informal for makers outside North America.
[[nodiscard]] std::optional<int> model_year(std::string_view vin, int latest);

}  // namespace cleangate::vehicle
