#include "domain/ledger/payload.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "base/encoding.h"
#include "domain/ledger/merkle.h"

namespace cleangate::ledger {
namespace {

constexpr std::size_t kPlainSaltBytes = 32;
constexpr std::size_t kErasableSaltBytes = 16;
constexpr std::uint8_t kStateValue = 0;     // stored: NEVER CHANGE
constexpr std::uint8_t kStateRedacted = 1;  // stored: NEVER CHANGE

bool is_erasable(Field field) {
  const FieldInfo* info = field_info(field);
  return info && info->erasable;
}

bool has_own_salt(const Payload::Item& item) {
  return is_erasable(item.field) && !item.redacted;
}

std::string field_bytes(Field field) {
  std::string out;
  put_u16(out, static_cast<std::uint16_t>(field));
  return out;
}

Hash field_commitment(std::string_view salt32, Field field, std::string_view value) {
  return sha256({std::string_view("\x10", 1), salt32, field_bytes(field), value});
}

/// Where the salt of each erasable field starts; checks the whole length.
Result<void> check_salts(const Payload& payload, std::string_view salts) {
  const auto own = static_cast<std::size_t>(std::ranges::count_if(payload.items(), has_own_salt));
  if (salts.size() != kPlainSaltBytes + own * kErasableSaltBytes) {
    return fail(ErrorCode::corrupt, "salts: " + std::to_string(salts.size()) + " bytes for " +
                                        std::to_string(own) + " erasable fields");
  }
  return {};
}

/// The 16 random bytes, zero-extended.
std::string erasable_salt(std::string_view salts, std::size_t offset) {
  std::string salt(salts.substr(offset, kErasableSaltBytes));
  salt.resize(kPlainSaltBytes, '\0');
  return salt;
}

Result<Payload::Item> read_item(ByteReader& reader) {
  Payload::Item item{static_cast<Field>(TRY(reader.u16())), {}, std::nullopt};
  const std::uint8_t state = TRY(reader.u8());
  const std::uint32_t length = TRY(reader.u32());
  const std::string_view bytes = TRY(reader.take(length));
  if (!field_info(item.field)) {
    return fail(ErrorCode::corrupt, "field " + std::to_string(static_cast<unsigned>(item.field)) +
                                        ": written by a newer version");
  }
  if (state == kStateValue) {
    item.value = bytes;
  } else if (state == kStateRedacted && is_erasable(item.field)) {
    item.redacted = TRY(hash_from_bytes(bytes));
  } else {
    return fail(ErrorCode::corrupt, "field state " + std::to_string(state));
  }
  return item;
}

}  // namespace

Payload::Payload(std::initializer_list<std::pair<Field, std::string>> fields) {
  items_.reserve(fields.size());
  for (const auto& [field, value] : fields) set(field, value);
}

Payload& Payload::set(Field field, std::string value) {
  if (!field_info(field)) throw std::invalid_argument("no such field");
  const auto place = std::ranges::lower_bound(items_, field, {}, &Item::field);
  if (place != items_.end() && place->field == field) {
    place->value = std::move(value);
    place->redacted.reset();
  } else {
    items_.insert(place, Item{field, std::move(value), std::nullopt});
  }
  return *this;
}

Payload& Payload::set_if(Field field, std::string value) {
  if (!value.empty()) set(field, std::move(value));
  return *this;
}

std::optional<std::string_view> Payload::get(Field field) const {
  const auto place = std::ranges::lower_bound(items_, field, {}, &Item::field);
  if (place == items_.end() || place->field != field || place->redacted) return std::nullopt;
  return place->value;
}

bool Payload::is_redacted(Field field) const {
  const auto place = std::ranges::lower_bound(items_, field, {}, &Item::field);
  return place != items_.end() && place->field == field && place->redacted;
}

Json Payload::to_json() const {
  Json json = Json::object();
  for (const Item& item : items_) {
    json.set(
        field_info(item.field)->name,
        item.redacted ? Json::object({{"redacted", to_hex(*item.redacted)}}) : Json(item.value));
  }
  return json;
}

Result<void> Payload::redact(Field field, std::string& salts) {
  if (!is_erasable(field)) return fail(ErrorCode::invalid, "not an erasable field");
  TRY(check_salts(*this, salts));
  std::size_t offset = kPlainSaltBytes;
  for (Item& item : items_) {
    if (!has_own_salt(item)) continue;
    if (item.field == field) {
      item.redacted = field_commitment(erasable_salt(salts, offset), field, item.value);
      item.value.clear();
      salts.erase(offset, kErasableSaltBytes);
      return {};
    }
    offset += kErasableSaltBytes;
  }
  return fail(ErrorCode::not_found, "no such field, or erased already");
}

std::string encode(const Payload& payload) {
  std::string out;
  std::size_t size = 0;
  for (const Payload::Item& item : payload.items()) size += 7 + item.value.size() + sizeof(Hash);
  out.reserve(size);
  for (const Payload::Item& item : payload.items()) {
    const std::string_view bytes = item.redacted ? item.redacted->view() : item.value;
    if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
      throw std::length_error("field too long");
    }
    put_u16(out, static_cast<std::uint16_t>(item.field));
    out.push_back(static_cast<char>(item.redacted ? kStateRedacted : kStateValue));
    put_u32(out, static_cast<std::uint32_t>(bytes.size()));
    out += bytes;
  }
  return out;
}

Result<Payload> decode_payload(std::string_view bytes) {
  Payload payload;
  ByteReader reader(bytes);
  while (!reader.done()) {
    auto item = read_item(reader);
    if (!item) return fail(ErrorCode::corrupt, "payload: " + item.error().message);
    if (!payload.items_.empty() && payload.items_.back().field >= item->field) {
      return fail(ErrorCode::corrupt, "payload: fields out of order");
    }
    payload.items_.push_back(*std::move(item));
  }
  return payload;
}

std::string make_salts(const Payload& payload, Random& random) {
  const auto own = static_cast<std::size_t>(std::ranges::count_if(payload.items(), has_own_salt));
  return random.bytes(kPlainSaltBytes + own * kErasableSaltBytes);
}

Result<Hash> commitment(const Payload& payload, std::string_view salts) {
  TRY(check_salts(payload, salts));
  const HmacSha256 plain_salt(salts.substr(0, kPlainSaltBytes));
  std::size_t offset = kPlainSaltBytes;
  CompactRange range;
  for (const Payload::Item& item : payload.items()) {
    if (item.redacted) {
      range.append(*item.redacted);
    } else if (is_erasable(item.field)) {
      range.append(field_commitment(erasable_salt(salts, offset), item.field, item.value));
      offset += kErasableSaltBytes;
    } else {
      const Hash salt = plain_salt.of(field_bytes(item.field));
      range.append(field_commitment(salt.view(), item.field, item.value));
    }
  }
  return range.root();
}

}  // namespace cleangate::ledger
