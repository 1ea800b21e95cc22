#pragma once
// Lenient access to device JSON, where numbers come as text, flags as numbers, and text as GBK;
// and the small things every codec needs. Pure, any thread; for codecs only.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "device/camera/reading.h"

namespace cleangate::camera {

/// Text, or a number or truth value as text; "" otherwise.
[[nodiscard]] std::string text_of(const Json& value);
/// A number, a truth value, or decimal text with optional '-'.
[[nodiscard]] std::optional<std::int64_t> integer_of(const Json& value);
/// True for true, any number but 0, "true" and "1".
[[nodiscard]] bool flag_of(const Json& value);
[[nodiscard]] bool says_true(std::string_view text);
/// "98", "98.0", " 98 "; rounded. Nothing outside 0–100.
[[nodiscard]] std::optional<int> percent_of(std::string_view text);

/// The body as UTF-8: itself, or decoded from GBK. Errors: invalid. A byte order mark is dropped.
[[nodiscard]] Result<std::string> as_utf8(std::string_view body);
/// JSON of a device: UTF-8 or GBK, at most kMaxDocumentDepth levels, an object at the top.
[[nodiscard]] Result<Json> parse_device_json(std::string_view body);

/// Base64 as cameras send pictures: line breaks, a data: prefix, url-safe letters, missing
/// padding and stray padding bits are forgiven. Errors: invalid.
[[nodiscard]] Result<std::string> picture_bytes(std::string_view base64);

/// Parts joined by '|' ('|' and '\' inside are escaped). A key longer than 200 bytes becomes its
/// SHA-256, so that a hostile field cannot bloat the index.
[[nodiscard]] std::string make_key(std::initializer_list<std::string_view> parts);

/// A read that names no time and no id of its own gets the hash of its body as key: its resends
/// are equal, the next vehicle's message is not. Keys that are there stay.
void settle_key(Message& message, std::string_view make, std::string_view body);

/// {"left":…,"top":…,"right":…,"bottom":…}; "" when all are 0.
[[nodiscard]] std::string rect_text(std::int64_t left, std::int64_t top, std::int64_t right,
                                    std::int64_t bottom);

/// Fills plate, plate_cut, plate_class from plate_text and colour.
void settle_plate(PlateReading& read);

/// Adds a fact when there is something to say, at most 200 bytes of it, cut between characters.
void add_fact(Json& facts, std::string_view name, std::string_view value);

}  // namespace cleangate::camera
