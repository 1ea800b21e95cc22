#include "app/arguments.h"

#include <algorithm>

namespace cleangate::app {

Result<Arguments> Arguments::parse(const std::vector<std::string>& words,
                                   const std::vector<std::string>& options,
                                   const std::vector<std::string>& flags) {
  Arguments out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.starts_with("--")) {
      out.words_.push_back(word);
      continue;
    }
    const auto name = word.substr(2);
    if (std::ranges::find(flags, name) != flags.end()) {
      out.values_[name] = "1";
    } else if (std::ranges::find(options, name) == options.end()) {
      return fail(ErrorCode::invalid, "--" + name + " is not known here; see cleangate help");
    } else if (++i == words.size()) {
      return fail(ErrorCode::invalid, "--" + name + " needs a value");
    } else {
      out.values_[name] = words[i];
    }
  }
  return out;
}

std::string Arguments::get(const std::string& name, const std::string& fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : found->second;
}

Result<std::string> Arguments::need(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return fail(ErrorCode::invalid, "--" + name + " is missing");
  return found->second;
}

}  // namespace cleangate::app
