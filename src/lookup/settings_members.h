#pragma once
// Checked members of a look-up's settings. Pure.

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace cleangate::lookup {

[[nodiscard]] std::unexpected<Error> invalid(std::string_view member, std::string_view mend);
/// An object with no other members. Errors: invalid.
[[nodiscard]] Result<void> only(const Json& json, std::string_view what,
                                std::initializer_list<std::string_view> known);
/// "" when missing or null. Errors: invalid (no text, too long).
[[nodiscard]] Result<std::string> text_of(const Json& json, std::string_view key,
                                          std::size_t limit);
[[nodiscard]] Result<std::string> word_of(const Json& json, std::string_view key,
                                          std::span<const std::string_view> words,
                                          std::string_view fallback);
[[nodiscard]] inline Result<std::string> word_of(const Json& json, std::string_view key,
                                                 std::initializer_list<std::string_view> words,
                                                 std::string_view fallback) {
  return word_of(json, key, std::span(words.begin(), words.size()), fallback);
}
[[nodiscard]] Result<int> number_of(const Json& json, std::string_view key, int least, int most,
                                    int fallback);
/// An object of texts; empty when missing. Errors: invalid.
[[nodiscard]] Result<std::map<std::string, std::string>> words_of(const Json& json,
                                                                  std::string_view key);
[[nodiscard]] Json words_json(const std::map<std::string, std::string>& words);

}  // namespace cleangate::lookup
