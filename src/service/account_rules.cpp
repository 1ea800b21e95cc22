#include "service/account_rules.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::service {
namespace {

constexpr std::size_t kMinUsername = 2, kMaxName = 40;

bool is_name_character(char32_t c) {
  const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  // Unicode block "CJK Unified Ideographs".
  return word || c == '.' || c == '_' || c == '-' || (c >= 0x4E00 && c <= 0x9FFF);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace

bool is_reserved_name(std::string_view name) {
  constexpr std::array<std::string_view, 5> kReserved{"system", "init", "command line", "board",
                                                      "cleangate"};
  return std::ranges::any_of(kReserved, [name = trim(name)](std::string_view reserved) {
    return equals_ignoring_case(name, reserved);
  });
}

void check_username(std::string_view username, std::vector<FieldFault>& faults) {
  const auto characters = to_code_points(username);
  if (characters.size() < kMinUsername || characters.size() > kMaxName) {
    return faults.push_back({"username", "用户名须为2至40个字符", "must have 2 to 40 characters"});
  }
  if (is_reserved_name(username)) {
    return faults.push_back({"username", "此用户名为系统保留", "is kept for the program itself"});
  }
  if (std::ranges::all_of(characters, is_name_character)) return;
  faults.push_back({"username", "用户名只能用汉字、字母、数字和 . _ -",
                    "may have letters, digits, Chinese characters and . _ - only"});
}

void check_display_name(std::string_view name, std::vector<FieldFault>& faults) {
  const auto characters = to_code_points(trim(name));
  if (characters.empty() || characters.size() > kMaxName ||
      std::ranges::any_of(characters, is_control)) {
    faults.push_back({"display_name", "姓名须为1至40个字符", "must have 1 to 40 characters"});
  }
}

void check_password(std::string_view password, std::string_view username,
                    std::vector<FieldFault>& faults) {
  const auto characters = to_code_points(password);
  if (characters.size() < kMinPasswordCharacters) {
    return faults.push_back({"password", "密码至少10个字符", "must have at least 10 characters"});
  }
  if (password.size() > kMaxPasswordBytes) {
    return faults.push_back({"password", "密码太长", "is too long"});
  }
  if (equals_ignoring_case(password, username)) {
    return faults.push_back({"password", "密码不能与用户名相同", "must not be the username"});
  }
  if (std::ranges::count(characters, characters.front()) == std::ssize(characters)) {
    faults.push_back(
        {"password", "密码不能只是一个字符的重复", "must not be one character repeated"});
  }
}

void check_role(std::string_view role, std::vector<FieldFault>& faults) {
  for (const std::string_view known : {"viewer", "guard", "manager", "admin"}) {
    if (role == known) return;
  }
  faults.push_back({"role", "角色不正确", "must be viewer, guard, manager or admin"});
}

}  // namespace cleangate::service
