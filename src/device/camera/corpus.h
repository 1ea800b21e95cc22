#pragma once
// Corpus files of the codecs, for tests and fuzz targets only: NAME.push is one line of context
// (content type, or path), a line feed, and the body byte for byte; NAME.want is to_text() of it.

#include <string_view>

namespace cleangate::camera {

struct Push {
  std::string_view context;
  std::string_view body;
};

[[nodiscard]] inline Push split_push(std::string_view file) {
  const std::size_t end = file.find('\n');
  if (end == std::string_view::npos) return {file, {}};
  return {file.substr(0, end), file.substr(end + 1)};
}

/// Context of Vzenith pushes: "comet " before the content type marks the comet address.
[[nodiscard]] inline bool take_comet(std::string_view& context) {
  constexpr std::string_view kComet = "comet ";
  if (!context.starts_with(kComet)) return false;
  context.remove_prefix(kComet.size());
  return true;
}

}  // namespace cleangate::camera
