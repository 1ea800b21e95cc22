#pragma once
// Text for display controllers: GBK with limits in bytes. Pure, any thread.

#include <string>
#include <string_view>

namespace cleangate::display::fk {

/// GBK of the text without control characters, which would end lines in a frame; at most `limit`
/// bytes and no character halved. What GBK has not becomes '?'.
[[nodiscard]] std::string to_gbk(std::string_view utf8, std::size_t limit);

}  // namespace cleangate::display::fk
