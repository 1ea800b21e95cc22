#include "domain/ledger/merkle.h"

#include <gtest/gtest.h>

#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

using testing::flipped;
using testing::hash_of_hex;
using testing::Levels;
using testing::test_leaves;

constexpr std::size_t kExhaustive = 130;  // past two full and one partial level-7 subtree
constexpr std::size_t kEveryBit = 24;     // above this one bit of each hash, another each time

/// RFC 6962 section 2.1, word by word.
Hash plain_root(const std::vector<Hash>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return empty_root();
  if (end - begin == 1) return leaves[begin];
  std::size_t split = 1;
  while (split * 2 < end - begin) split *= 2;
  return node_hash(plain_root(leaves, begin, begin + split),
                   plain_root(leaves, begin + split, end));
}

/// On which side the siblings stand, from the leaf up. Two sizes with one shape take one proof:
/// an inclusion proof does not prove the size, the signed checkpoint does.
std::string inclusion_shape(std::size_t index, std::size_t size) {
  if (index >= size) return "none";
  if (size == 1) return "";
  std::size_t split = 1;
  while (split * 2 < size) split *= 2;
  return index < split ? inclusion_shape(index, split) + "R"
                       : inclusion_shape(index - split, size - split) + "L";
}

/// What a consistency proof is made of, from its seed up.
std::string consistency_shape(std::size_t from, std::size_t to, bool whole = true) {
  if (from == 0 || from > to) return "none";
  if (from == to) return whole ? "root" : "seed";
  std::size_t split = 1;
  while (split * 2 < to) split *= 2;
  return from <= split ? consistency_shape(from, split, whole) + "R"
                       : consistency_shape(from - split, to - split, false) + "L";
}

/// The bits to flip in the n-th hash of a case: all for small trees, else one that moves on.
std::vector<std::size_t> bits_to_flip(std::size_t size, std::size_t place) {
  if (size > kEveryBit) return {(place * 97 + size * 31) % 256};
  std::vector<std::size_t> bits(256);
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = i;
  return bits;
}

std::uint64_t unsigned_of(const Json& number) {
  // 2^64 − 1 is the only number of the vectors that is not an int64.
  return number.integer() ? static_cast<std::uint64_t>(*number.integer()) : ~std::uint64_t{0};
}

std::optional<Hash> hash_of(const Json& base64) {
  const auto bytes = from_base64(base64.text().value_or(""));
  const auto hash = bytes ? hash_from_bytes(*bytes) : fail(ErrorCode::invalid, "");
  return hash ? std::optional(*hash) : std::nullopt;
}

std::optional<std::vector<Hash>> proof_of(const Json& items) {
  std::vector<Hash> proof;
  for (const Json& item : items.items()) {
    const auto hash = hash_of(item);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool inclusion_holds(const Json& row) {
  const auto leaf = hash_of(row["leafHash"]);
  const auto root = hash_of(row["root"]);
  const auto proof = proof_of(row["proof"]);
  return leaf && root && proof &&
         verify_inclusion(*leaf, unsigned_of(row["leafIdx"]), unsigned_of(row["treeSize"]), *proof,
                          *root);
}

/// Some vectors have opaque words for roots ("don't care 1"): they are taken zero-extended.
std::optional<Hash> padded_root(const Json& base64) {
  auto bytes = from_base64(base64.text().value_or(""));
  if (!bytes || bytes->size() > sizeof(Hash)) return std::nullopt;
  bytes->resize(sizeof(Hash));
  return *hash_from_bytes(*bytes);
}

bool consistency_holds(const Json& row) {
  const auto root1 = padded_root(row["root1"]);
  const auto root2 = padded_root(row["root2"]);
  const auto proof = proof_of(row["proof"]);
  return root1 && root2 && proof &&
         verify_consistency(unsigned_of(row["size1"]), unsigned_of(row["size2"]), *proof, *root1,
                            *root2);
}

void check_vectors(const std::string& file, bool (*holds)(const Json&)) {
  const Json rows = parse_json(testing::test_data(file)).value();
  ASSERT_EQ(rows.items().size(), 98u);
  for (const Json& row : rows.items()) {
    EXPECT_EQ(holds(row), !row["wantErr"].boolean().value()) << *row["name"].text();
  }
}

TEST(Merkle, UpstreamInclusionVectorsAreJudgedAsUpstreamDoes) {
  check_vectors("inclusion.json", inclusion_holds);
}

TEST(Merkle, UpstreamConsistencyVectorsAreJudgedAsUpstreamDoes) {
  check_vectors("consistency.json", consistency_holds);
}

class SmallVectors : public ::testing::Test {
 protected:
  void SetUp() override {
    vectors_ = parse_json(testing::test_data("rfc6962_sha256_small.json")).value();
    for (const Json& input : vectors_["leafInputs"].items()) {
      leaves_.push_back(leaf_hash(from_hex(*input.text()).value()));
    }
  }
  static std::vector<Hash> hashes(const Json& hexes) {
    std::vector<Hash> out;
    for (const Json& hex : hexes.items()) out.push_back(hash_of_hex(*hex.text()));
    return out;
  }
  Json vectors_;
  std::vector<Hash> leaves_;
};

TEST_F(SmallVectors, RootsAreThoseOfTheRfc) {
  const auto roots = hashes(vectors_["roots"]);
  ASSERT_EQ(roots.size(), 9u);
  for (std::size_t n = 0; n < roots.size(); ++n) {
    EXPECT_EQ(root_of({leaves_.begin(), leaves_.begin() + static_cast<std::ptrdiff_t>(n)}),
              roots[n]);
  }
}

TEST_F(SmallVectors, ProofsAreThoseOfTheRfc) {
  const Levels tree(leaves_);
  ASSERT_FALSE(vectors_["inclusion"].items().empty());
  for (const Json& row : vectors_["inclusion"].items()) {
    const std::uint64_t size = unsigned_of(row["size"]);
    EXPECT_EQ(inclusion_proof(unsigned_of(row["index"]), size, tree.reader(size)).value(),
              hashes(row["proof"]));
  }
  ASSERT_FALSE(vectors_["consistency"].items().empty());
  for (const Json& row : vectors_["consistency"].items()) {
    const std::uint64_t size = unsigned_of(row["size2"]);
    EXPECT_EQ(consistency_proof(unsigned_of(row["size1"]), size, tree.reader(size)).value(),
              hashes(row["proof"]));
  }
}

TEST(Merkle, CompactRangeRootOfAndTreeRootAgreeWithTheDefinition) {
  const auto leaves = test_leaves(kExhaustive);
  const Levels tree(leaves);
  CompactRange range;
  for (std::size_t n = 0; n <= kExhaustive; ++n) {
    const Hash want = plain_root(leaves, 0, n);
    EXPECT_EQ(range.size(), n);
    EXPECT_EQ(range.root(), want) << n;
    EXPECT_EQ(root_of({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(n)}), want);
    EXPECT_EQ(tree_root(n, tree.reader(n)).value(), want) << n;
    auto restored = CompactRange::from(n, range.roots()).value();
    EXPECT_EQ(restored.root(), want);
    if (n < kExhaustive) {
      range.append(leaves[n]);
      restored.append(leaves[n]);
      EXPECT_EQ(restored.root(), range.root());
    }
  }
}

TEST(Merkle, CompactRangeRefusesAWrongNumberOfRoots) {
  const auto leaves = test_leaves(4);
  EXPECT_TRUE(CompactRange::from(0, {}));
  EXPECT_TRUE(CompactRange::from(7, {leaves[0], leaves[1], leaves[2]}));
  for (const std::uint64_t size : {0, 3, 4, 6, 15}) {
    const auto range = CompactRange::from(size, {leaves[0], leaves[1], leaves[2]});
    ASSERT_FALSE(range) << size;
    EXPECT_EQ(range.error().code, ErrorCode::corrupt);
  }
}

struct Inclusion {
  Hash leaf;
  std::size_t index, size;
  std::vector<Hash> proof;
  Hash root;
  [[nodiscard]] bool holds() const {
    return verify_inclusion(leaf, index, size, proof, root).has_value();
  }
};

void check_inclusion_damage(const Inclusion& good) {
  Inclusion bad = good;
  for (const std::size_t bit : bits_to_flip(good.size, good.index)) {
    bad.leaf = flipped(good.leaf, bit);
    EXPECT_FALSE(bad.holds());
    bad.leaf = good.leaf;
    bad.root = flipped(good.root, bit);
    EXPECT_FALSE(bad.holds());
    bad.root = good.root;
  }
  for (std::size_t i = 0; i < good.proof.size(); ++i) {
    for (const std::size_t bit : bits_to_flip(good.size, good.index + i)) {
      bad.proof[i] = flipped(good.proof[i], bit);
      EXPECT_FALSE(bad.holds());
    }
    bad.proof[i] = good.proof[i];
  }
  // Too long, even for a root that was made to fit.
  bad.proof.push_back(good.root);
  EXPECT_FALSE(bad.holds());
  for (const Hash& root : {node_hash(good.root, good.root), node_hash(good.root, good.leaf)}) {
    bad.root = root;
    EXPECT_FALSE(bad.holds());
  }
  bad.root = good.root;
  bad.proof = good.proof;
  if (!bad.proof.empty()) {
    bad.proof.pop_back();
    EXPECT_FALSE(bad.holds());
    bad.proof = good.proof;
    bad.proof.erase(bad.proof.begin());
    EXPECT_FALSE(bad.holds());
  }
}

void check_inclusion_size(const Inclusion& good) {
  Inclusion bad = good;
  for (const std::size_t size : {good.size - 1, good.size + 1}) {
    bad.size = size;
    EXPECT_EQ(bad.holds(),
              inclusion_shape(good.index, size) == inclusion_shape(good.index, good.size))
        << good.index << " of " << good.size << " as of " << size;
  }
  bad.size = good.size;
  for (const std::size_t index : {good.index - 1, good.index + 1}) {
    bad.index = index;
    EXPECT_FALSE(bad.holds());
  }
}

TEST(Merkle, EveryInclusionProofHoldsAndNoDamagedOneDoes) {
  const auto leaves = test_leaves(kExhaustive);
  const Levels tree(leaves);
  for (std::size_t size = 1; size <= kExhaustive; ++size) {
    const Hash root = plain_root(leaves, 0, size);
    for (std::size_t index = 0; index < size; ++index) {
      const Inclusion good{leaves[index], index, size,
                           inclusion_proof(index, size, tree.reader(size)).value(), root};
      ASSERT_TRUE(good.holds()) << index << " of " << size;
      check_inclusion_damage(good);
      check_inclusion_size(good);
    }
    EXPECT_EQ(inclusion_proof(size, size, tree.reader(size)).error().code, ErrorCode::invalid);
  }
}

struct Consistency {
  std::size_t from, to;
  std::vector<Hash> proof;
  Hash from_root, to_root;
  [[nodiscard]] bool holds() const {
    return verify_consistency(from, to, proof, from_root, to_root).has_value();
  }
};

void check_consistency_damage(const Consistency& good) {
  Consistency bad = good;
  for (const std::size_t bit : bits_to_flip(good.to, good.from)) {
    bad.from_root = flipped(good.from_root, bit);
    EXPECT_FALSE(bad.holds());
    bad.from_root = good.from_root;
    bad.to_root = flipped(good.to_root, bit);
    EXPECT_FALSE(bad.holds());
    bad.to_root = good.to_root;
  }
  for (std::size_t i = 0; i < good.proof.size(); ++i) {
    for (const std::size_t bit : bits_to_flip(good.to, good.from + i)) {
      bad.proof[i] = flipped(good.proof[i], bit);
      EXPECT_FALSE(bad.holds());
    }
    bad.proof[i] = good.proof[i];
  }
  // Too long, even for roots that were made to fit.
  bad.proof.push_back(good.to_root);
  EXPECT_FALSE(bad.holds());
  bad.to_root = node_hash(good.to_root, good.to_root);
  EXPECT_FALSE(bad.holds());
  bad.from_root = node_hash(good.to_root, good.from_root);
  EXPECT_FALSE(bad.holds());
  bad.from_root = good.from_root;
  bad.to_root = good.to_root;
  bad.proof = good.proof;
  if (!bad.proof.empty()) {
    bad.proof.pop_back();
    EXPECT_FALSE(bad.holds());
    bad.proof = good.proof;
    bad.proof.erase(bad.proof.begin());
    EXPECT_FALSE(bad.holds());
  }
}

void check_consistency_sizes(const Consistency& good) {
  const std::string shape = consistency_shape(good.from, good.to);
  Consistency bad = good;
  for (const std::size_t to : {good.to - 1, good.to + 1}) {
    bad.to = to;
    EXPECT_EQ(bad.holds(), consistency_shape(good.from, to) == shape)
        << good.from << " to " << good.to << " as to " << to;
  }
  bad.to = good.to;
  for (const std::size_t from : {good.from - 1, good.from + 1}) {
    bad.from = from;
    EXPECT_EQ(bad.holds(), consistency_shape(from, good.to) == shape)
        << good.from << " to " << good.to << " as from " << from;
  }
}

TEST(Merkle, EveryConsistencyProofHoldsAndNoDamagedOneDoes) {
  const auto leaves = test_leaves(kExhaustive);
  const Levels tree(leaves);
  std::vector<Hash> roots;
  for (std::size_t n = 0; n <= kExhaustive; ++n) roots.push_back(plain_root(leaves, 0, n));
  for (std::size_t to = 1; to <= kExhaustive; ++to) {
    for (std::size_t from = 1; from <= to; ++from) {
      const Consistency good{from, to, consistency_proof(from, to, tree.reader(to)).value(),
                             roots[from], roots[to]};
      ASSERT_TRUE(good.holds()) << from << " to " << to;
      if (from == to) {
        EXPECT_TRUE(good.proof.empty());
        continue;
      }
      check_consistency_damage(good);
      check_consistency_sizes(good);
    }
    EXPECT_EQ(consistency_proof(0, to, tree.reader(to)).error().code, ErrorCode::invalid);
    EXPECT_EQ(consistency_proof(to + 1, to, tree.reader(to)).error().code, ErrorCode::invalid);
  }
}

TEST(Merkle, EqualSizesNeedEqualRootsAndNoProof) {
  const auto leaves = test_leaves(2);
  EXPECT_TRUE(verify_consistency(5, 5, {}, leaves[0], leaves[0]));
  EXPECT_FALSE(verify_consistency(5, 5, {}, leaves[0], leaves[1]));
  EXPECT_FALSE(verify_consistency(5, 5, {leaves[0]}, leaves[0], leaves[0]));
}

TEST(Merkle, AReadersErrorIsHandedOn) {
  const SubtreeReader broken = [](unsigned, std::uint64_t) -> Result<Hash> {
    return fail(ErrorCode::unavailable, "disk");
  };
  EXPECT_EQ(tree_root(3, broken).error().code, ErrorCode::unavailable);
  EXPECT_EQ(inclusion_proof(1, 3, broken).error().code, ErrorCode::unavailable);
  EXPECT_EQ(consistency_proof(1, 3, broken).error().code, ErrorCode::unavailable);
}

TEST(Merkle, LargestSizesDoNotOverflow) {
  const std::uint64_t most = ~std::uint64_t{0};
  const Hash hash = empty_root();
  EXPECT_FALSE(verify_inclusion(hash, most, most, {}, hash));
  EXPECT_FALSE(verify_inclusion(hash, most - 1, most, std::vector<Hash>(64, hash), hash));
  EXPECT_FALSE(verify_consistency(most - 1, most, std::vector<Hash>(64, hash), hash, hash));
  EXPECT_FALSE(verify_consistency(std::uint64_t{1} << 63, most, {hash}, hash, hash));
}

}  // namespace
}  // namespace cleangate::ledger
