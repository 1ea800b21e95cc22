#include "base/encoding.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace cleangate {
namespace {

constexpr std::uint8_t kBad = 0xff;  // has bits that no 4-bit or 6-bit value has

constexpr std::array<std::uint8_t, 256> hex_values() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kBad);
  for (std::uint8_t i = 0; i < 10; ++i) table['0' + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) {
    table['a' + i] = static_cast<std::uint8_t>(10 + i);
    table['A' + i] = static_cast<std::uint8_t>(10 + i);
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> base64_values() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";  // RFC 4648 table 1
  std::array<std::uint8_t, 256> table{};
  table.fill(kBad);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr auto kHex = hex_values();
constexpr auto kBase64 = base64_values();

template <class Integer>
void put(std::string& out, Integer value) {
  for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(value >> shift));
  }
}

template <class Integer>
Result<Integer> get(ByteReader& reader) {
  const std::string_view bytes = TRY(reader.take(sizeof(Integer)));
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return static_cast<Integer>(value);
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(bytes.size() * 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    out[2 * i] = kDigits[byte >> 4];
    out[2 * i + 1] = kDigits[byte & 15];
  }
  return out;
}

Result<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(ErrorCode::invalid, "hex text has an odd length");
  std::string out(text.size() / 2, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint8_t high = kHex[static_cast<std::uint8_t>(text[2 * i])];
    const std::uint8_t low = kHex[static_cast<std::uint8_t>(text[2 * i + 1])];
    if ((high | low) > 15) return fail(ErrorCode::invalid, "hex text has another character");
    out[i] = static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  // EVP_EncodeBlock counts in int and writes a closing zero, which std::string has room for.
  constexpr std::size_t kPiece = 3u << 20;
  std::size_t written = 0;
  for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
    const std::string_view piece = bytes.substr(at, kPiece);
    written += static_cast<std::size_t>(EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(out.data() + written),
        reinterpret_cast<const unsigned char*>(piece.data()), static_cast<int>(piece.size())));
  }
  return out;
}

Result<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(ErrorCode::invalid, "base64 length is no multiple of 4");
  std::size_t padding = 0;
  if (text.ends_with("=="))
    padding = 2;
  else if (text.ends_with('='))
    padding = 1;
  std::string out(text.size() / 4 * 3, '\0');
  const auto* in = reinterpret_cast<const std::uint8_t*>(text.data());
  char* to = out.data();
  unsigned seen = 0;  // bits of all values together: checked once, so the loop has no branch
  const std::size_t whole = text.size() / 4 - (padding != 0 ? 1 : 0);
  for (std::size_t i = 0; i < whole; ++i, in += 4, to += 3) {
    const unsigned a = kBase64[in[0]], b = kBase64[in[1]], c = kBase64[in[2]], d = kBase64[in[3]];
    seen |= a | b | c | d;
    const unsigned bits = a << 18 | b << 12 | c << 6 | d;
    to[0] = static_cast<char>(bits >> 16);
    to[1] = static_cast<char>(bits >> 8);
    to[2] = static_cast<char>(bits);
  }
  if (padding != 0) {
    const unsigned a = kBase64[in[0]], b = kBase64[in[1]];
    const unsigned c = padding == 1 ? kBase64[in[2]] : 0u;
    seen |= a | b | c;
    const unsigned bits = a << 18 | b << 12 | c << 6;
    to[0] = static_cast<char>(bits >> 16);
    to[1] = static_cast<char>(bits >> 8);
    // RFC 4648 section 3.5: the bits under the padding are zero, so each value has one text.
    if ((padding == 1 ? bits & 0xffu : bits & 0xffffu) != 0) seen |= kBad;
    out.resize(out.size() - padding);
  }
  if (seen > 63) return fail(ErrorCode::invalid, "base64 has a character that is none of it");
  return out;
}

void put_u16(std::string& out, std::uint16_t value) {
  put(out, value);
}
void put_u32(std::string& out, std::uint32_t value) {
  put(out, value);
}
void put_u64(std::string& out, std::uint64_t value) {
  put(out, value);
}

Result<std::uint8_t> ByteReader::u8() {
  return get<std::uint8_t>(*this);
}
Result<std::uint16_t> ByteReader::u16() {
  return get<std::uint16_t>(*this);
}
Result<std::uint32_t> ByteReader::u32() {
  return get<std::uint32_t>(*this);
}
Result<std::uint64_t> ByteReader::u64() {
  return get<std::uint64_t>(*this);
}

Result<std::string_view> ByteReader::take(std::size_t count) {
  if (count > rest_.size()) {
    rest_ = {};  // what follows a short read fails too
    return fail(ErrorCode::invalid, "bytes end too early");
  }
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace cleangate
