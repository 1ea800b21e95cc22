#pragma once
// A vehicle's marks as a spreadsheet's cell has them (豁免标记): 应急抢险、非危化品车辆; 无 says
// that no exemption holds, 不明 takes back what was said. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

#include "domain/vehicle/marks.h"

namespace cleangate::service {

/// Words between commas of any kind, Chinese or the API's. → the word that is no mark or
/// contradicts what stands before it; nullopt: all is read.
[[nodiscard]] std::optional<std::string> read_mark_words(std::string_view cell,
                                                         vehicle::MarkSet& marks);
/// As read_mark_words() reads it again; "": nothing was said.
[[nodiscard]] std::string mark_words(const vehicle::MarkSet& marks);
/// Chinese, for the words of a fault: what a cell may have.
[[nodiscard]] std::string all_mark_words();

}  // namespace cleangate::service
