#include "base/text.h"

#include <iconv.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace cleangate {
namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Decoded {
  char32_t code_point;
  std::size_t length;  ///< bytes used; for an invalid sequence its maximal valid start, at least 1
  bool valid;
};

/// One character by Unicode table 3-7 (well-formed byte sequences). `bytes` is not empty.
Decoded decode_one(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned first = at(0);
  if (first < 0x80) return {first, 1, true};
  std::size_t length = 0;
  unsigned low = 0x80, high = 0xbf;  // bounds of the second byte
  if (first >= 0xc2 && first <= 0xdf)
    length = 2;
  else if (first >= 0xe0 && first <= 0xef)
    length = 3;
  else if (first >= 0xf0 && first <= 0xf4)
    length = 4;
  else
    return {kReplacement, 1, false};
  if (first == 0xe0) low = 0xa0;
  if (first == 0xed) high = 0x9f;  // surrogates
  if (first == 0xf0) low = 0x90;
  if (first == 0xf4) high = 0x8f;
  char32_t value = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= bytes.size() || at(i) < low || at(i) > high) return {kReplacement, i, false};
    value = value << 6 | (at(i) & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  return {value, length, true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

/// An iconv handle; opening one reads tables, so each thread keeps its own.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(::iconv_open(to, from)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1)) {
      throw std::runtime_error("the C library has no GBK table: install libc6 completely");
    }
  }
  ~Converter() { ::iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Converts as far as it can and takes that off `in`; true when all of it went.
  bool convert(std::string_view& in, std::string& out) {
    ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char buffer[512];
    while (!in.empty()) {
      char* from = const_cast<char*>(in.data());
      std::size_t from_left = in.size();
      char* to = buffer;
      std::size_t to_left = sizeof buffer;
      const std::size_t got = ::iconv(handle_, &from, &from_left, &to, &to_left);
      const int error = errno;
      out.append(buffer, to);
      in.remove_prefix(in.size() - from_left);
      if (got == static_cast<std::size_t>(-1) && error != E2BIG) return false;
    }
    return true;
  }

 private:
  iconv_t handle_;
};

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (bytes.size() >= 8) {  // eight ASCII bytes at a time
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), sizeof word);
    if ((word & 0x8080808080808080u) == 0) {
      bytes.remove_prefix(8);
      continue;
    }
    const Decoded one = decode_one(bytes);
    if (!one.valid) return false;
    bytes.remove_prefix(one.length);
  }
  while (!bytes.empty()) {
    const Decoded one = decode_one(bytes);
    if (!one.valid) return false;
    bytes.remove_prefix(one.length);
  }
  return true;
}

std::u32string to_code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const Decoded one = decode_one(utf8);
    out += one.code_point;
    utf8.remove_prefix(one.length);
  }
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) append_utf8(out, c);
  return out;
}

std::string utf8_to_gbk(std::string_view utf8) {
  thread_local Converter converter("GBK", "UTF-8");
  std::string out;
  while (!converter.convert(utf8, out)) {
    out += '?';
    utf8.remove_prefix(decode_one(utf8).length);
  }
  return out;
}

Result<std::string> gbk_to_utf8(std::string_view gbk) {
  thread_local Converter converter("UTF-8", "GBK");
  std::string out;
  out.reserve(gbk.size() * 2);
  if (!converter.convert(gbk, out)) return fail(ErrorCode::invalid, "bytes are not GBK");
  return out;
}

std::string cut_utf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

char32_t half_width(char32_t code_point) {
  constexpr char32_t kFirst = 0xFF01, kLast = 0xFF5E, kShift = 0xFEE0, kWideBlank = 0x3000;
  if (code_point == kWideBlank) return U' ';
  return code_point >= kFirst && code_point <= kLast ? code_point - kShift : code_point;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

namespace {
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
}  // namespace

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

Result<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const bool digits_only = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (digits_only) {
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc{} && stop == end) return value;
  }
  return fail(ErrorCode::invalid, "not a whole number in decimal digits");
}

}  // namespace cleangate
