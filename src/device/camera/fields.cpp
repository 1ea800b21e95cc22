#include "device/camera/fields.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

namespace cleangate::camera {
namespace {

constexpr std::size_t kMaxFactBytes = 200;
constexpr std::size_t kMaxKeyBytes = 200;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<char> base64_letter(char c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
  if (c == '+' || c == '-') return '+';
  if (c == '/' || c == '_') return '/';
  return std::nullopt;
}

/// Pads a filtered text and clears the bits under the padding, which strict decoders refuse.
std::string padded(std::string letters) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t over = letters.size() % 4;
  if (over < 2) return letters;  // 0 is whole; 1 is no base64 and is refused later
  const std::size_t mask = over == 2 ? 0x30u : 0x3Cu;
  letters.back() = kAlphabet[kAlphabet.find(letters.back()) & mask];
  letters.append(4 - over, '=');
  return letters;
}

}  // namespace

std::string text_of(const Json& value) {
  if (const auto text = value.text()) return std::string(*text);
  if (const auto integer = value.integer()) return fmt::format("{}", *integer);
  if (const auto number = value.number()) return fmt::format("{}", *number);
  if (const auto flag = value.boolean()) return *flag ? "true" : "false";
  return {};
}

std::optional<std::int64_t> integer_of(const Json& value) {
  if (const auto integer = value.integer()) return *integer;
  if (const auto flag = value.boolean()) return *flag ? 1 : 0;
  if (const auto number = value.number()) {
    if (std::abs(*number) < 1e15) return std::llround(*number);
    return std::nullopt;
  }
  const auto text = value.text();
  if (!text) return std::nullopt;
  std::string_view digits = trim(*text);
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  const auto parsed = parse_integer(digits);
  if (!parsed) return std::nullopt;
  return negative ? -*parsed : *parsed;
}

bool flag_of(const Json& value) {
  if (const auto text = value.text()) return says_true(*text);
  return integer_of(value).value_or(0) != 0;
}

bool says_true(std::string_view text) {
  text = trim(text);
  return text == "1" || equals_ignoring_case(text, "true");
}

std::optional<int> percent_of(std::string_view text) {
  text = trim(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(value >= 0 && value <= 100)) return std::nullopt;
  return static_cast<int>(std::lround(value));
}

Result<std::string> as_utf8(std::string_view body) {
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  if (is_utf8(body)) return std::string(body);
  auto decoded = gbk_to_utf8(body);
  if (!decoded) return fail(ErrorCode::invalid, "text is neither UTF-8 nor GBK");
  return std::move(*decoded);
}

Result<Json> parse_device_json(std::string_view body) {
  const std::string text = TRY(as_utf8(body));
  Json json = TRY(parse_json(text, kMaxDocumentDepth));
  if (!json.is_object()) return fail(ErrorCode::invalid, "JSON is no object");
  return json;
}

Result<std::string> picture_bytes(std::string_view base64) {
  if (auto strict = from_base64(base64)) return strict;
  if (base64.starts_with("data:")) {
    const std::size_t comma = base64.find(',');
    if (comma == std::string_view::npos) return fail(ErrorCode::invalid, "picture is no base64");
    base64.remove_prefix(comma + 1);
  }
  std::string letters;
  letters.reserve(base64.size());
  for (const char c : base64) {
    if (c == '\r' || c == '\n' || c == ' ' || c == '\t') continue;
    if (c == '=') break;
    const auto letter = base64_letter(c);
    if (!letter) return fail(ErrorCode::invalid, "picture is no base64");
    letters += *letter;
  }
  return from_base64(padded(std::move(letters)));
}

std::string make_key(std::initializer_list<std::string_view> parts) {
  std::string key;
  bool first = true;
  for (const std::string_view part : parts) {
    if (!first) key += '|';
    first = false;
    for (const char c : part) {
      if (c == '|' || c == '\\') key += '\\';
      key += c;
    }
  }
  if (key.size() > kMaxKeyBytes) return "sha256:" + to_hex(sha256(key));
  return key;
}

void settle_key(Message& message, std::string_view make, std::string_view body) {
  if (!message.plate || !message.plate->vendor_key.empty()) return;
  message.plate->vendor_key = make_key({make, "body", to_hex(sha256(body))});
}

std::string rect_text(std::int64_t left, std::int64_t top, std::int64_t right,
                      std::int64_t bottom) {
  if (left == 0 && top == 0 && right == 0 && bottom == 0) return {};
  return Json::object({{"left", left}, {"top", top}, {"right", right}, {"bottom", bottom}}).dump();
}

void settle_plate(PlateReading& read) {
  plate::PlateText text = plate::read_plate(read.plate_text);
  read.plate = std::move(text.text);
  read.plate_cut = text.cut;
  read.plate_class = plate::classify(read.plate, read.colour);
}

void add_fact(Json& facts, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (value.size() > kMaxFactBytes) {
    std::size_t end = kMaxFactBytes;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0u) == 0x80u) --end;
    value = value.substr(0, end);
  }
  facts.set(name, value);
}

}  // namespace cleangate::camera
