#include "base/hash.h"

// SHA256_Init and its like are marked deprecated, EVP costs more than a short hash itself: 0.3 µs
// for each. Leaves, nodes and fields are short, and there are fifty of them in an entry.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <argon2.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "base/encoding.h"

namespace cleangate {
namespace {

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// These calls fail only without memory or with a broken OpenSSL: our fault, never the caller's.
void must(bool worked, const char* what) {
  if (!worked) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

/// Looked up once: a lookup for every hash costs more than a short hash itself.
const EVP_MD* fetched(const char* name) {
  EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  must(digest != nullptr, name);
  return digest;
}

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

Key private_key(std::string_view seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size()));
  must(key != nullptr, "Ed25519 key");
  return key;
}

using State = std::array<std::uint32_t, 28>;
static_assert(sizeof(State) == sizeof(SHA256_CTX) && alignof(State) == alignof(SHA256_CTX));

constexpr std::size_t kSeedBytes = 32;       // RFC 8032 section 5.1.5
constexpr std::size_t kPublicKeyBytes = 32;  // RFC 8032 section 5.1.5
constexpr std::size_t kSignatureBytes = 64;  // RFC 8032 section 5.1.6
constexpr std::size_t kHmacBlockBytes = 64;  // RFC 2104 section 2, block of SHA-256

// Memory is what costs an attacker; one pass over 64 MiB keeps a login near 50 ms.
constexpr std::uint32_t kPasswordPasses = 1;
constexpr std::uint32_t kPasswordKibibytes = 64u << 10;
constexpr std::uint32_t kPasswordLanes = 1;
constexpr std::size_t kPasswordSaltBytes = 16;  // RFC 9106 section 3.1
constexpr std::size_t kPasswordTagBytes = 32;   // RFC 9106 section 4

}  // namespace

Result<Hash> hash_from_bytes(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.bytes.size()) return fail(ErrorCode::invalid, "a hash has 32 bytes");
  std::copy(bytes.begin(), bytes.end(), hash.bytes.begin());
  return hash;
}

std::string to_hex(const Hash& hash) {
  return to_hex(hash.view());
}

Sha256::Sha256() {
  SHA256_CTX context;
  must(SHA256_Init(&context) == 1, "SHA-256");
  state_ = std::bit_cast<State>(context);
}

Sha256& Sha256::update(std::string_view bytes) {
  auto context = std::bit_cast<SHA256_CTX>(state_);
  must(SHA256_Update(&context, bytes.data(), bytes.size()) == 1, "SHA-256");
  state_ = std::bit_cast<State>(context);
  return *this;
}

Hash Sha256::finish() {
  auto context = std::bit_cast<SHA256_CTX>(state_);
  Hash hash;
  must(SHA256_Final(hash.bytes.data(), &context) == 1, "SHA-256");
  *this = Sha256();
  return hash;
}

Hash sha256(std::string_view bytes) {
  return sha256(std::initializer_list<std::string_view>{bytes});
}

Hash sha256(std::initializer_list<std::string_view> parts) {
  SHA256_CTX context;
  Hash hash;
  bool worked = SHA256_Init(&context) == 1;
  for (const std::string_view part : parts) {
    worked = worked && SHA256_Update(&context, part.data(), part.size()) == 1;
  }
  must(worked && SHA256_Final(hash.bytes.data(), &context) == 1, "SHA-256");
  return hash;
}

HmacSha256::HmacSha256(std::string_view key) {
  std::array<char, kHmacBlockBytes> inner{}, outer{};
  const Hash short_key = key.size() > kHmacBlockBytes ? sha256(key) : Hash{};
  if (key.size() > kHmacBlockBytes) key = short_key.view();
  std::copy(key.begin(), key.end(), inner.begin());
  outer = inner;
  for (char& c : inner) c ^= 0x36;  // RFC 2104 section 2
  for (char& c : outer) c ^= 0x5c;  // RFC 2104 section 2
  inner_.update({inner.data(), inner.size()});
  outer_.update({outer.data(), outer.size()});
}

Hash HmacSha256::of(std::string_view message) const {
  const Hash inside = Sha256(inner_).update(message).finish();
  return Sha256(outer_).update(inside.view()).finish();
}

Hash hmac_sha256(std::string_view key, std::string_view message) {
  return HmacSha256(key).of(message);
}

std::string md5_hex(std::string_view bytes) {
  static const EVP_MD* const digest = fetched("MD5");
  std::string out(16, '\0');  // RFC 1321 section 3.5
  must(EVP_Digest(bytes.data(), bytes.size(), raw(out), nullptr, digest, nullptr) == 1, "MD5");
  return to_hex(out);
}

SigningKey SigningKey::generate(Random& random) {
  return *from_seed(random.bytes(kSeedBytes));
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed32) {
  if (seed32.size() != kSeedBytes) {
    return fail(ErrorCode::invalid, "an Ed25519 seed has 32 bytes");
  }
  const Key key = private_key(seed32);
  SigningKey made;
  made.seed_ = seed32;
  made.public_key_.resize(kPublicKeyBytes);
  std::size_t size = made.public_key_.size();
  must(EVP_PKEY_get_raw_public_key(key.get(), raw(made.public_key_), &size) == 1, "Ed25519 key");
  return made;
}

std::string SigningKey::sign(std::string_view message) const {
  const Key key = private_key(seed_);
  const DigestContext context(EVP_MD_CTX_new());
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  must(context != nullptr &&
           EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestSign(context.get(), raw(signature), &size, raw(message), message.size()) == 1,
       "Ed25519 signature");
  return signature;
}

bool verify_ed25519(std::string_view public_key, std::string_view message,
                    std::string_view signature) {
  if (public_key.size() != kPublicKeyBytes || signature.size() != kSignatureBytes) return false;
  const Key key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(public_key), public_key.size()));
  const DigestContext context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message),
                          message.size()) == 1;
}

std::string hash_password(std::string_view password, Random& random) {
  const std::string salt = random.bytes(kPasswordSaltBytes);
  std::string phc(argon2_encodedlen(kPasswordPasses, kPasswordKibibytes, kPasswordLanes,
                                    kPasswordSaltBytes, kPasswordTagBytes, Argon2_id),
                  '\0');
  const int failed = argon2id_hash_encoded(kPasswordPasses, kPasswordKibibytes, kPasswordLanes,
                                           password.data(), password.size(), salt.data(),
                                           salt.size(), kPasswordTagBytes, phc.data(), phc.size());
  if (failed != ARGON2_OK) {
    throw std::runtime_error(std::string("Argon2id failed: ") + argon2_error_message(failed));
  }
  phc.resize(phc.find('\0'));
  return phc;
}

bool verify_password(std::string_view phc, std::string_view password) {
  const std::string terminated(phc);
  return argon2id_verify(terminated.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace cleangate
