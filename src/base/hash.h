#pragma once
// Hashes and signatures over OpenSSL. Pure, any thread; OpenSSL stays in the .cpp files.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace cleangate {

struct Hash {  ///< a SHA-256 value
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Hash&) const = default;
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};
/// 32 bytes, else invalid.
[[nodiscard]] Result<Hash> hash_from_bytes(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Hash& hash);

/// Streaming SHA-256; reusable after finish(). A copy goes on from the same bytes.
class Sha256 {
 public:
  Sha256();
  Sha256& update(std::string_view bytes);
  [[nodiscard]] Hash finish();

 private:
  std::array<std::uint32_t, 28> state_;  // OpenSSL's SHA256_CTX; plain, so that copies are cheap
};

[[nodiscard]] Hash sha256(std::string_view bytes);
/// SHA-256 of the parts in a row, without copying them together.
[[nodiscard]] Hash sha256(std::initializer_list<std::string_view> parts);
[[nodiscard]] Hash hmac_sha256(std::string_view key, std::string_view message);

/// HMAC-SHA-256 (RFC 2104) of many messages under one key: the key is hashed in once.
class HmacSha256 {
 public:
  explicit HmacSha256(std::string_view key);
  [[nodiscard]] Hash of(std::string_view message) const;

 private:
  Sha256 inner_, outer_;  // each after its block of the padded key
};

/// Lower-case hex; only for HTTP Digest (RFC 7616), never for security of our own.
[[nodiscard]] std::string md5_hex(std::string_view bytes);

/// Ed25519 (RFC 8032).
class SigningKey {
 public:
  [[nodiscard]] static SigningKey generate(Random& random);
  [[nodiscard]] static Result<SigningKey> from_seed(std::string_view seed32);
  [[nodiscard]] std::string sign(std::string_view message) const;              ///< 64 bytes
  [[nodiscard]] const std::string& public_key() const { return public_key_; }  ///< 32 bytes
  [[nodiscard]] const std::string& seed() const { return seed_; }              ///< 32 bytes, secret

 private:
  std::string seed_;
  std::string public_key_;
};
[[nodiscard]] bool verify_ed25519(std::string_view public_key, std::string_view message,
                                  std::string_view signature);

/// Argon2id, PHC string; for passwords. About 50 ms and 64 MiB by design.
[[nodiscard]] std::string hash_password(std::string_view password, Random& random);
[[nodiscard]] bool verify_password(std::string_view phc, std::string_view password);

}  // namespace cleangate

template <>
struct std::hash<cleangate::Hash> {
  std::size_t operator()(const cleangate::Hash& value) const noexcept {
    std::size_t h;
    static_assert(sizeof h <= sizeof value.bytes);
    __builtin_memcpy(&h, value.bytes.data(), sizeof h);
    return h;
  }
};
