#pragma once
// What a user's name and password must be, in words for the form that asked. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace cleangate::service {

struct FieldFault {
  std::string field;
  std::string zh, en;
};

/// What entries call the program itself, case and blanks aside; nobody else may be called so.
[[nodiscard]] bool is_reserved_name(std::string_view name);
/// Not reserved, 2–40 characters: letters, digits, Chinese characters, '.', '_', '-'.
void check_username(std::string_view username, std::vector<FieldFault>& faults);
/// 1–40 characters, not only spaces, no control characters.
void check_display_name(std::string_view name, std::vector<FieldFault>& faults);
/// At least kMinPasswordCharacters, not the username (case aside), not one character repeated.
void check_password(std::string_view password, std::string_view username,
                    std::vector<FieldFault>& faults);
void check_role(std::string_view role, std::vector<FieldFault>& faults);

}  // namespace cleangate::service
