#pragma once
// What an entry says: fields in rising order, each committed to by itself with a salt, so that
// one can be shown or erased without touching the others (methods.md 1.2). Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/json.h"
#include "base/random.h"
#include "base/result.h"
#include "domain/ledger/fields.h"
#include "domain/ledger/media.h"

namespace cleangate::ledger {

class Payload {
 public:
  struct Item {
    Field field;
    std::string value;
    std::optional<Hash> redacted;  ///< the commitment that stands in for an erased value
    bool operator==(const Item&) const = default;
  };

  Payload() = default;
  Payload(std::initializer_list<std::pair<Field, std::string>> fields);
  /// Adds or replaces. An empty value is a value.
  Payload& set(Field field, std::string value);
  /// Sets only when the value is not empty.
  Payload& set_if(Field field, std::string value);
  /// nullopt when missing or redacted.
  [[nodiscard]] std::optional<std::string_view> get(Field field) const;
  /// Empty when missing.
  [[nodiscard]] std::string_view text(Field field) const { return get(field).value_or(""); }
  [[nodiscard]] bool is_redacted(Field field) const;
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  /// {"lane":"1", …}; a redacted field is {"redacted":"<hex commitment>"}.
  [[nodiscard]] Json to_json() const;
  /// The value gives way to its commitment, and its salt leaves `salts`.
  /// Errors: not_found, invalid (not an erasable field), corrupt (salt length).
  Result<void> redact(Field field, std::string& salts);
  bool operator==(const Payload&) const = default;

 private:
  friend Result<Payload> decode_payload(std::string_view);
  std::vector<Item> items_;  // rising by field, no repeats
};

/// Per item: field u16, state u8 (0 value, 1 redacted), length u32, bytes; big-endian.
[[nodiscard]] std::string encode(const Payload& payload);
/// Errors: corrupt (order, length, unknown state, trailing bytes).
[[nodiscard]] Result<Payload> decode_payload(std::string_view bytes);

/// 32 random bytes for all plain fields, then 16 for each erasable, unredacted field in order.
[[nodiscard]] std::string make_salts(const Payload& payload, Random& random);
/// H(0x10 || salt32 || field u16 || value). Plain: salt = HMAC(key, field u16); erasable: the 16
/// random bytes zero-extended to 32. RFC 6962 root with these as its leaf hashes, in field order
/// (0x10 sets them apart from nodes, so they are not hashed again). Errors: corrupt (salt length).
[[nodiscard]] Result<Hash> commitment(const Payload& payload, std::string_view salts);

}  // namespace cleangate::ledger
