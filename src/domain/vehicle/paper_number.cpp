#include "domain/vehicle/paper_number.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/vehicle/compact.h"

namespace cleangate::vehicle {
namespace {

constexpr std::size_t kDisclosureLength = 24;  // gate-standards.md 7.3
// Of the practice's form, gate-standards.md 7.2: ^[0-4XD]-?[A-Z]{1,2}[0-9A-Z]{5,7}$
constexpr std::size_t kShortestCode = 1 + 1 + 5, kLongestCode = 1 + 2 + 7;

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_sign(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

}  // namespace

Result<DisclosureNumber> parse_disclosure_number(std::string_view raw) {
  DisclosureNumber number;
  number.text = compact_upper(raw);
  const std::string_view text = number.text;
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("disclosure number \"{}\": {}", text, what));
  };
  if (!std::ranges::all_of(text, is_sign)) return wrong("only letters and digits");
  if (text.size() != kDisclosureLength) {
    return wrong(fmt::format("has {} characters, not {}", text.size(), kDisclosureLength));
  }
  if (!text.starts_with("CN")) return wrong("must begin with CN");
  number.kind = text.substr(2, 2);
  if (!is_letter(text[2]) || !is_letter(text[3])) return wrong("characters 3 and 4 are letters");
  // Machines have stages up to 4 (GB 20891), vehicles up to 6.
  const char highest = number.is_machine() ? '4' : '6';
  if (text[4] != 'G' || text[5] < '1' || text[5] > highest) {
    return wrong(fmt::format("characters 5 and 6 must be G1 to G{}", highest));
  }
  number.stage = TRY(parse_stage(text.substr(5, 1), text.substr(5, 1)));
  return number;
}

Result<MachineCode> parse_machine_code(std::string_view raw) {
  MachineCode code;
  code.text = compact_upper(raw);
  const std::string_view text = code.text;
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("machine code \"{}\": {}", text, what));
  };
  if (text.size() < kShortestCode || text.size() > kLongestCode) {
    return wrong(fmt::format("has {} to {} characters", kShortestCode, kLongestCode));
  }
  if (!std::ranges::all_of(text, is_sign)) return wrong("only letters and digits");
  if (std::string_view("01234XD").find(text[0]) == std::string_view::npos) {
    return wrong("must begin with the stage: 0 to 4, D or X");
  }
  if (!is_letter(text[1])) return wrong("the province's letter comes after the stage");
  if (text.size() == kLongestCode && !is_letter(text[2])) return wrong("the serial is too long");
  code.stage = TRY(parse_stage(text.substr(0, 1), text.substr(0, 1)));
  return code;
}

}  // namespace cleangate::vehicle
