#include "domain/ledger/merkle.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

namespace cleangate::ledger {
namespace {

/// The largest power of two below n, n ≥ 2 (RFC 6962 section 2.1).
std::uint64_t split_of(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

/// Root over leaves [begin, end) of a subtree that RFC 6962 splits there.
Result<Hash> range_root(std::uint64_t begin, std::uint64_t end, const SubtreeReader& read) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return read(level, begin >> level);
  }
  const std::uint64_t split = split_of(count);
  const Hash left = TRY(range_root(begin, begin + split, read));
  const Hash right = TRY(range_root(begin + split, end, read));
  return node_hash(left, right);
}

std::unexpected<Error> misfit(const char* what) {
  return fail(ErrorCode::invalid, what);
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
  return sha256({std::string_view("\0", 1), entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256({std::string_view("\1", 1), left.view(), right.view()});
}

Hash empty_root() {
  return sha256(std::string_view());
}

Hash root_of(const std::vector<Hash>& leaves) {
  CompactRange range;
  for (const Hash& leaf : leaves) range.append(leaf);
  return range.root();
}

Result<CompactRange> CompactRange::from(std::uint64_t size, std::vector<Hash> roots) {
  if (roots.size() != static_cast<std::size_t>(std::popcount(size))) {
    return fail(ErrorCode::corrupt, "tree state: number of roots does not fit its size");
  }
  CompactRange range;
  range.size_ = size;
  range.roots_ = std::move(roots);
  return range;
}

void CompactRange::append(const Hash& leaf) {
  if (size_ == std::numeric_limits<std::uint64_t>::max()) throw std::length_error("tree is full");
  Hash hash = leaf;
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {
    hash = node_hash(roots_.back(), hash);
    roots_.pop_back();
  }
  roots_.push_back(hash);
  ++size_;
}

Hash CompactRange::root() const {
  if (roots_.empty()) return empty_root();
  Hash root = roots_.back();
  for (std::size_t i = roots_.size() - 1; i-- > 0;) root = node_hash(roots_[i], root);
  return root;
}

Result<Hash> tree_root(std::uint64_t size, const SubtreeReader& read) {
  if (size == 0) return empty_root();
  return range_root(0, size, read);
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                          const SubtreeReader& read) {
  if (index >= size) return misfit("inclusion proof: index is beyond the tree");
  std::vector<Hash> proof;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    const std::uint64_t split = begin + split_of(end - begin);
    if (index < split) {
      proof.push_back(TRY(range_root(split, end, read)));
      end = split;
    } else {
      proof.push_back(TRY(range_root(begin, split, read)));
      begin = split;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to,
                                            const SubtreeReader& read) {
  if (from == 0) return misfit("consistency proof: from the empty tree proves nothing");
  if (from > to) return misfit("consistency proof: the older tree is the larger one");
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = to;
  while (from != end) {  // SUBPROOF of RFC 6962 section 2.1.2, top down
    const std::uint64_t split = begin + split_of(end - begin);
    if (from <= split) {
      proof.push_back(TRY(range_root(split, end, read)));
      end = split;
    } else {
      proof.push_back(TRY(range_root(begin, split, read)));
      begin = split;
    }
  }
  if (begin != 0) proof.push_back(TRY(range_root(begin, end, read)));
  std::ranges::reverse(proof);
  return proof;
}

Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                              const std::vector<Hash>& proof, const Hash& root) {
  if (index >= size) return misfit("inclusion: index is beyond the tree");
  // RFC 9162 section 2.1.3.2.
  std::uint64_t first = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& step : proof) {
    if (last == 0) return misfit("inclusion: proof too long");
    if ((first & 1) != 0 || first == last) {
      hash = node_hash(step, hash);
      while ((first & 1) == 0 && first != 0) {
        first >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, step);
    }
    first >>= 1;
    last >>= 1;
  }
  if (last != 0) return misfit("inclusion: proof too short");
  if (hash != root) return misfit("inclusion: root does not match");
  return {};
}

Result<void> verify_consistency(std::uint64_t from, std::uint64_t to,
                                const std::vector<Hash>& proof, const Hash& from_root,
                                const Hash& to_root) {
  if (from == 0) return misfit("consistency: from the empty tree proves nothing");
  if (from > to) return misfit("consistency: the older tree is the larger one");
  if (from == to) {
    if (!proof.empty()) return misfit("consistency: a proof between equal sizes");
    if (from_root != to_root) return misfit("consistency: equal sizes, different roots");
    return {};
  }
  if (proof.empty()) return misfit("consistency: proof too short");
  // RFC 9162 section 2.1.4.2.
  std::uint64_t first = from - 1;
  std::uint64_t last = to - 1;
  const int common = std::countr_one(first);
  first >>= common;
  last >>= common;
  const bool whole = std::has_single_bit(from);
  Hash from_hash = whole ? from_root : proof.front();
  Hash to_hash = from_hash;
  for (std::size_t i = whole ? 0 : 1; i < proof.size(); ++i) {
    if (last == 0) return misfit("consistency: proof too long");
    if ((first & 1) != 0 || first == last) {
      from_hash = node_hash(proof[i], from_hash);
      to_hash = node_hash(proof[i], to_hash);
      while ((first & 1) == 0 && first != 0) {
        first >>= 1;
        last >>= 1;
      }
    } else {
      to_hash = node_hash(to_hash, proof[i]);
    }
    first >>= 1;
    last >>= 1;
  }
  if (last != 0) return misfit("consistency: proof too short");
  if (from_hash != from_root) return misfit("consistency: older root does not match");
  if (to_hash != to_root) return misfit("consistency: newer root does not match");
  return {};
}

}  // namespace cleangate::ledger
