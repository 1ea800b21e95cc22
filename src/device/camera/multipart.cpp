#include "device/camera/multipart.h"

#include <fmt/format.h>

#include <optional>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::camera {
namespace {

constexpr std::size_t kMaxBoundary = 70;  // RFC 2046 section 5.1.1

bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}

/// Value of `; name=value` or `; name="value"` in a header; "" when missing.
std::string parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = header.substr(at + 1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const std::string_view found = trim(rest.substr(0, equals));
    rest = trim(rest.substr(equals + 1));
    const bool quoted = rest.starts_with('"');
    if (quoted) rest.remove_prefix(1);
    const std::size_t end = quoted ? rest.find('"') : rest.find(';');
    if (equals_ignoring_case(found, name)) return std::string(trim(rest.substr(0, end)));
    if (end == std::string_view::npos) return {};
    const auto past = static_cast<std::size_t>(rest.data() - header.data()) + end;
    at = header.find(';', past);
  }
  return {};
}

/// A line end at `at`: CRLF, the seen LFCR, or one of them alone; 0 when there is none.
std::size_t line_end_length(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_line_end(text[at])) return 0;
  if (text.substr(at, 2) == "\r\n") return 2;
  // "\n\r" only when the '\r' does not begin the next line's own CRLF
  if (text.substr(at, 2) == "\n\r" && text.substr(at + 1, 2) != "\r\n") return 2;
  return 1;
}

struct Delimiter {
  std::size_t begin;   ///< of its first dash
  std::size_t after;   ///< first byte behind its line end
  bool final = false;  ///< "--" stands behind it
};

/// The next delimiter at or behind `from` that stands at the start of a line.
std::optional<Delimiter> find_delimiter(std::string_view body, std::string_view dashes,
                                        std::size_t from) {
  for (std::size_t at = body.find(dashes, from); at != std::string_view::npos;
       at = body.find(dashes, at + 1)) {
    if (at != 0 && !is_line_end(body[at - 1])) continue;
    std::size_t end = at + dashes.size();
    const bool final = body.substr(end, 2) == "--";
    if (final) end += 2;
    while (end < body.size() && (body[end] == ' ' || body[end] == '\t')) ++end;
    if (end == body.size()) return Delimiter{at, end, final};
    if (const std::size_t length = line_end_length(body, end)) {
      return Delimiter{at, end + length, final};
    }
  }
  return std::nullopt;
}

/// What really delimits: "--" and the boundary, the boundary alone when the device put the dashes
/// into it, else whatever line of dashes the body begins with.
Result<std::string> delimiter_of(std::string_view content_type, std::string_view body) {
  const std::string boundary = parameter(content_type, "boundary");
  if (!boundary.empty() && boundary.size() <= kMaxBoundary) {
    if (find_delimiter(body, "--" + boundary, 0)) return "--" + boundary;
    if (boundary.starts_with("--") && find_delimiter(body, boundary, 0)) return boundary;
  }
  std::string_view start = body;
  while (!start.empty() && is_line_end(start.front())) start.remove_prefix(1);
  std::string_view line = trim(start.substr(0, start.find_first_of("\r\n")));
  if (!line.starts_with("--") || line.size() < 3 || line.size() > kMaxBoundary + 2) {
    return fail(ErrorCode::invalid, "multipart without a boundary");
  }
  return std::string(line);
}

struct Head {
  Part part;
  std::optional<std::size_t> content_length;
};

void read_header(std::string_view line, std::size_t colon, Head& head) {
  const std::string_view name = trim(line.substr(0, colon));
  const std::string_view value = trim(line.substr(colon + 1));
  if (equals_ignoring_case(name, "content-disposition")) {
    head.part.name = parameter(value, "name");
    head.part.file_name = parameter(value, "filename");
  } else if (equals_ignoring_case(name, "content-type")) {
    head.part.content_type = to_lower_ascii(trim(value.substr(0, value.find(';'))));
  } else if (equals_ignoring_case(name, "content-id")) {
    std::string_view id = value;
    if (id.starts_with('<')) id.remove_prefix(1);
    if (id.ends_with('>')) id.remove_suffix(1);
    head.part.content_id = id;
  } else if (equals_ignoring_case(name, "content-length")) {
    if (const auto length = parse_integer(value)) {
      head.content_length = static_cast<std::size_t>(*length);
    }
  }
}

/// Header lines up to an empty line; the rest is content. A line that is no header ends them too.
Head read_head(std::string_view text) {
  Head head;
  std::size_t at = 0;
  while (at < text.size() && at < kMaxHeaderBytes) {
    if (const std::size_t empty_line = line_end_length(text, at)) {
      at += empty_line;
      break;
    }
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.starts_with('<') || line.starts_with('{')) break;
    read_header(line, colon, head);
    at = end + line_end_length(text, end);
  }
  head.part.content = text.substr(std::min(at, text.size()));
  return head;
}

/// `text` runs to the next delimiter, so it ends with the line end that belongs to it.
Part read_part(std::string_view text) {
  Head head = read_head(text);
  std::string_view& content = head.part.content;
  if (head.content_length && *head.content_length > 0 && *head.content_length <= content.size()) {
    const std::string_view behind = content.substr(*head.content_length);
    if (behind.find_first_not_of("\r\n") == std::string_view::npos) {
      content = content.substr(0, *head.content_length);
      return std::move(head.part);
    }
  }
  if (content.ends_with("\r\n") || content.ends_with("\n\r")) {
    content.remove_suffix(2);
  } else if (!content.empty() && is_line_end(content.back())) {
    content.remove_suffix(1);
  }
  return std::move(head.part);
}

}  // namespace

bool is_multipart(std::string_view content_type, std::string_view body) {
  constexpr std::string_view kMultipart = "multipart/";
  if (equals_ignoring_case(trim(content_type).substr(0, kMultipart.size()), kMultipart)) {
    return true;
  }
  return body.starts_with("--");
}

Result<std::vector<Part>> split_multipart(std::string_view content_type, std::string_view body) {
  const std::string dashes = TRY(delimiter_of(content_type, body));
  std::vector<Part> parts;
  std::optional<Delimiter> open = find_delimiter(body, dashes, 0);
  while (open && !open->final && open->after < body.size()) {
    const std::optional<Delimiter> close = find_delimiter(body, dashes, open->after);
    const std::size_t end = close ? close->begin : body.size();
    if (parts.size() == kMaxParts) {
      return fail(ErrorCode::too_large,
                  fmt::format("multipart with more than {} parts", kMaxParts));
    }
    parts.push_back(read_part(body.substr(open->after, end - open->after)));
    open = close;
  }
  if (parts.empty()) return fail(ErrorCode::invalid, "multipart without a part");
  return parts;
}

}  // namespace cleangate::camera
