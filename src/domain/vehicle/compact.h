#pragma once
// Numbers on papers and labels as people and readers write them, brought to one form. Pure.

#include <string>
#include <string_view>

namespace cleangate::vehicle {

/// Full-width signs made ASCII, ASCII letters upper case, white space and hyphens dropped.
[[nodiscard]] std::string compact_upper(std::string_view raw);

}  // namespace cleangate::vehicle
