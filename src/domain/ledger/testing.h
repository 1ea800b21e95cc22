#pragma once
// Helpers of this room's tests: test data, bit flips, a tree kept level by level. Tests only.

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "base/json.h"
#include "domain/ledger/merkle.h"

namespace cleangate::ledger::testing {

inline std::string test_data(const std::string& name) {
  std::ifstream file(std::string(CLEANGATE_ROOM_DIR) + "/testdata/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("no test data " + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string flipped(std::string bytes, std::size_t bit) {
  bytes.at(bit / 8) = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  return bytes;
}

inline Hash flipped(Hash hash, std::size_t bit) {
  hash.bytes.at(bit / 8) = static_cast<std::uint8_t>(hash.bytes[bit / 8] ^ (1 << bit % 8));
  return hash;
}

inline Hash hash_of_hex(std::string_view hex) {
  return hash_from_bytes(*from_hex(hex)).value();
}

/// Leaves 0, 1, 2 … of a test tree.
inline std::vector<Hash> test_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

/// All perfect subtrees of a tree, by level.
class Levels {
 public:
  explicit Levels(std::vector<Hash> leaves) : levels_{std::move(leaves)} {
    while (levels_.back().size() > 1) {
      const std::vector<Hash>& below = levels_.back();
      std::vector<Hash> above;
      for (std::size_t i = 0; i + 1 < below.size(); i += 2) {
        above.push_back(node_hash(below[i], below[i + 1]));
      }
      levels_.push_back(std::move(above));
    }
  }
  [[nodiscard]] const std::vector<Hash>& at(unsigned level) const { return levels_.at(level); }
  /// Fails for a subtree that is not whole in a tree of `size`.
  [[nodiscard]] SubtreeReader reader(std::uint64_t size) const {
    return [this, size](unsigned level, std::uint64_t index) -> Result<Hash> {
      if (((index + 1) << level) > size) return fail(ErrorCode::internal, "not whole");
      return levels_.at(level).at(index);
    };
  }

 private:
  std::vector<std::vector<Hash>> levels_;
};

}  // namespace cleangate::ledger::testing
