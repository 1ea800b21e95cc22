#pragma once
// multipart/* bodies as cameras really write them: boundaries that begin with dashes, quoted, or
// not as announced; bare LF, "\n\r"; wrong, zero or missing Content-Length; no final delimiter.
// Pure, any thread. Copies nothing: parts are views into the body.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cleangate::camera {

struct Part {
  std::string name;          ///< of Content-Disposition; "" = not told
  std::string file_name;     ///< likewise
  std::string content_type;  ///< lower case, without parameters; "" = not told
  std::string content_id;    ///< without angle brackets
  std::string_view content;
};

/// True for Content-Type multipart/anything, or when the body begins with a delimiter.
[[nodiscard]] bool is_multipart(std::string_view content_type, std::string_view body);

/// The parts in order; text before the first delimiter is skipped. A part's Content-Length is
/// believed only when nothing but line ends stands between its end and the next delimiter.
/// Errors: invalid (no boundary or no part), too_large (more than kMaxParts).
[[nodiscard]] Result<std::vector<Part>> split_multipart(std::string_view content_type,
                                                        std::string_view body);

}  // namespace cleangate::camera
