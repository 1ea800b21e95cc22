// without_secrets(): blind overwriting, so that it also works on what no parser accepts.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "device/camera/vzenith/codec.h"

namespace cleangate::camera::vzenith {
namespace {

constexpr std::array<std::string_view, 6> kSecretNames = {"pass_wd",   "passwd",   "password",
                                                          "user_name", "username", "pass_word"};

/// Overwrites [from, to) but for line ends, which keep a form readable.
void blot(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, text.size()); ++i) {
    if (text[i] != '\r' && text[i] != '\n') text[i] = '*';
  }
}

/// End of a JSON text whose opening quote stands at `quote`.
std::size_t end_of_text(std::string_view text, std::size_t quote) {
  for (std::size_t i = quote + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i;
  }
  return text.size();
}

/// Multipart: from behind the field's name to the next line that begins with "--".
void blot_form_field(std::string& text, std::size_t after_name) {
  std::size_t end = std::min(text.find("\n--", after_name), text.find("\r--", after_name));
  end = std::min(end, text.size());
  blot(text, after_name, end);
}

/// JSON or name=value: the value behind ':' or '='. A backslash is JSON inside a JSON text; then
/// more than the value goes, which is the safe side.
void blot_value(std::string& text, std::size_t after_name) {
  std::size_t at = after_name;
  const auto skip = [&](std::string_view letters) {
    while (at < text.size() && letters.find(text[at]) != std::string_view::npos) ++at;
  };
  skip("\\\"' \t\r\n");
  const bool is_pair = at < text.size() && text[at] == '=';
  if (at < text.size() && (text[at] == ':' || is_pair)) ++at;
  skip("\\ \t\r\n");
  if (at < text.size() && text[at] == '"') {
    blot(text, at + 1, end_of_text(text, at));
  } else {
    blot(text, at, text.find_first_of(is_pair ? "&\r\n" : ",}\r\n", at));
  }
}

}  // namespace

std::string without_secrets(std::string_view body) {
  std::string text(body);
  const std::string lower = to_lower_ascii(body);
  const bool is_form = lower.find("form-data") != std::string::npos ||
                       lower.find("content-disposition") != std::string::npos;
  for (const std::string_view name : kSecretNames) {
    for (std::size_t at = lower.find(name); at != std::string::npos;
         at = lower.find(name, at + name.size())) {
      const std::size_t after = at + name.size();
      if (is_form)
        blot_form_field(text, after);
      else
        blot_value(text, after);
    }
  }
  return text;
}

}  // namespace cleangate::camera::vzenith
