#pragma once
// C2SP signed notes and tlog checkpoints with Ed25519. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace cleangate::ledger {

/// name+hex(key id)+base64(0x01 || public key)
struct VerifierKey {
  std::string name;
  std::uint32_t id;
  std::string public_key;
};
[[nodiscard]] std::string to_text(const VerifierKey& key);
[[nodiscard]] Result<VerifierKey> parse_verifier_key(std::string_view text);
[[nodiscard]] VerifierKey verifier_key(std::string_view name, const SigningKey& key);

/// `body` ends in a newline; answers body + blank line + signature line.
[[nodiscard]] std::string sign_note(std::string_view body, std::string_view name,
                                    const SigningKey& key);
/// The body, when at least one known key signed and no signature of a known key fails.
/// Unknown keys are ignored; at most 64 signatures. Errors: invalid.
[[nodiscard]] Result<std::string> open_note(std::string_view note,
                                            const std::vector<VerifierKey>& keys);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root;
  bool operator==(const Checkpoint&) const = default;
};
[[nodiscard]] std::string encode(const Checkpoint& checkpoint);  ///< note body
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view body);
/// Origin of a plant's log: cleangate/<plant id>/1.
[[nodiscard]] std::string origin_of(std::string_view plant_id);

}  // namespace cleangate::ledger
