#pragma once
// A command line: `cleangate COMMAND [WORD…] --name value --flag`. Pure.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace cleangate::app {

class Arguments {
 public:
  /// `flags`: names that take no value. Errors: invalid, saying which word.
  [[nodiscard]] static Result<Arguments> parse(const std::vector<std::string>& words,
                                               const std::vector<std::string>& options,
                                               const std::vector<std::string>& flags);
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] std::string get(const std::string& name, const std::string& fallback = "") const;
  /// Errors: invalid, naming the option.
  [[nodiscard]] Result<std::string> need(const std::string& name) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::string> values_;
};

}  // namespace cleangate::app
