#include "domain/ledger/checkpoint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/ledger/merkle.h"

namespace cleangate::ledger {
namespace {

constexpr char kEd25519 = 0x01;                // C2SP signed-note, "Signature types"
constexpr std::size_t kKeyIdBytes = 4;         // C2SP signed-note, "Verifier keys"
constexpr std::size_t kPublicKeyBytes = 32;    // RFC 8032 section 5.1.5
constexpr std::string_view kMark = "\u2014 ";  // em dash and blank open a signature line

std::unexpected<Error> bad(const char* what) {
  return fail(ErrorCode::invalid, what);
}

/// White space of Unicode (PropList.txt, White_Space).
bool is_space(char32_t c) {
  constexpr std::array<char32_t, 8> kSingle = {0x20,   0x85,   0xa0,   0x1680,
                                               0x2028, 0x2029, 0x202f, 0x205f};
  return (c >= 0x09 && c <= 0x0d) || (c >= 0x2000 && c <= 0x200a) || c == 0x3000 ||
         std::ranges::find(kSingle, c) != kSingle.end();
}

/// C2SP signed-note: not empty, no Unicode space, no plus.
bool is_key_name(std::string_view name) {
  return !name.empty() && is_utf8(name) && name.find('+') == std::string_view::npos &&
         std::ranges::none_of(to_code_points(name), is_space);
}

std::uint32_t big_endian(std::string_view four) {
  std::uint32_t value = 0;
  for (const char c : four) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

std::uint32_t key_id(std::string_view name, std::string_view public_key) {
  const Hash hash = sha256({name, "\n", std::string_view(&kEd25519, 1), public_key});
  return big_endian(hash.view().substr(0, kKeyIdBytes));
}

struct Signature {
  std::string_view name;
  std::uint32_t id;
  std::string bytes;  ///< behind the key id
};

/// One line without its newline.
Result<Signature> parse_signature(std::string_view line) {
  if (!line.starts_with(kMark)) return bad("note: a signature line without its mark");
  line.remove_prefix(kMark.size());
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || !is_key_name(line.substr(0, blank))) {
    return bad("note: a signature line without a key name");
  }
  const auto blob = from_base64(line.substr(blank + 1));
  if (!blob || blob->size() <= kKeyIdBytes) return bad("note: a signature that is not base64");
  return Signature{line.substr(0, blank),
                   big_endian(std::string_view(*blob).substr(0, kKeyIdBytes)),
                   blob->substr(kKeyIdBytes)};
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

/// The text up to the next newline, which must be there; moves behind it.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> tree_size(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
  if (error != std::errc() || end != text.end()) return std::nullopt;
  return value;
}

/// True when a known key signed; an error when a known key's signature fails.
Result<bool> check_signature(std::string_view body, const Signature& signature,
                             const std::vector<VerifierKey>& keys) {
  const auto key = std::ranges::find_if(keys, [&](const VerifierKey& known) {
    return known.name == signature.name && known.id == signature.id;
  });
  if (key == keys.end()) return false;
  if (!verify_ed25519(key->public_key, body, signature.bytes)) {
    return fail(ErrorCode::invalid, "note: the signature of " + key->name + " fails");
  }
  return true;
}

}  // namespace

std::string to_text(const VerifierKey& key) {
  std::string id;
  put_u32(id, key.id);
  return key.name + "+" + to_hex(id) + "+" + to_base64(kEd25519 + key.public_key);
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return bad("verifier key: not name+id+key");
  VerifierKey key;
  key.name = text.substr(0, first);
  if (!is_key_name(key.name)) return bad("verifier key: not a key name");
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  if (!id || id->size() != kKeyIdBytes) return bad("verifier key: the id is not 8 hex digits");
  const auto blob = from_base64(text.substr(second + 1));
  if (!blob || blob->size() != 1 + kPublicKeyBytes || blob->front() != kEd25519) {
    return bad("verifier key: not an Ed25519 key");
  }
  key.public_key = blob->substr(1);
  key.id = big_endian(*id);
  if (key.id != key_id(key.name, key.public_key)) return bad("verifier key: the id does not fit");
  return key;
}

VerifierKey verifier_key(std::string_view name, const SigningKey& key) {
  return {std::string(name), key_id(name, key.public_key()), key.public_key()};
}

std::string sign_note(std::string_view body, std::string_view name, const SigningKey& key) {
  if (!is_key_name(name)) throw std::invalid_argument("note: not a key name");
  if (!body.ends_with('\n') || !is_utf8(body) || has_control(body)) {
    throw std::invalid_argument("note: not a body");
  }
  std::string blob;
  put_u32(blob, key_id(name, key.public_key()));
  blob += key.sign(body);
  std::string note(body);
  note += '\n';
  note += kMark;
  note += name;
  note += ' ' + to_base64(blob) + '\n';
  return note;
}

Result<std::string> open_note(std::string_view note, const std::vector<VerifierKey>& keys) {
  if (note.size() > kMaxNoteBytes) return fail(ErrorCode::too_large, "note: too long");
  if (!is_utf8(note)) return bad("note: not UTF-8");
  if (has_control(note)) return bad("note: control characters");
  const std::size_t gap = note.rfind("\n\n");
  if (gap == std::string_view::npos) return bad("note: no signatures");
  const std::string_view body = note.substr(0, gap + 1);
  std::string_view rest = note.substr(gap + 2);
  if (!rest.ends_with('\n')) return bad("note: no newline at its end");
  std::size_t count = 0;
  bool signed_by_known = false;
  while (!rest.empty()) {
    if (++count > kMaxNoteSignatures) return bad("note: too many signatures");
    const Signature signature = TRY(parse_signature(*take_line(rest)));
    const bool known = TRY(check_signature(body, signature, keys));
    signed_by_known = signed_by_known || known;
  }
  if (!signed_by_known) return bad("note: not signed by a known key");
  return std::string(body);
}

std::string encode(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         to_base64(checkpoint.root.view()) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view body) {
  if (!is_utf8(body) || has_control(body)) return bad("checkpoint: not a note's text");
  Checkpoint checkpoint;
  const auto origin = take_line(body);
  if (!origin || origin->empty()) return bad("checkpoint: no origin");
  checkpoint.origin = *origin;
  const auto size_line = take_line(body);
  const auto size = size_line ? tree_size(*size_line) : std::nullopt;
  if (!size) return bad("checkpoint: no tree size");
  checkpoint.size = *size;
  const auto root_line = take_line(body);
  const auto root = root_line ? from_base64(*root_line) : fail(ErrorCode::invalid, "");
  const auto hash = root ? hash_from_bytes(*root) : fail(ErrorCode::invalid, "");
  if (!hash) return bad("checkpoint: no root hash");
  checkpoint.root = *hash;
  while (!body.empty()) {  // extension lines: C2SP tlog-checkpoint lets us ignore them
    const auto line = take_line(body);
    if (!line || line->empty()) return bad("checkpoint: broken extension line");
  }
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) {
    return bad("checkpoint: an empty tree with a root");
  }
  return checkpoint;
}

std::string origin_of(std::string_view plant_id) {
  return "cleangate/" + std::string(plant_id) + "/1";
}

}  // namespace cleangate::ledger
