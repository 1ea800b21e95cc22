#pragma once
// Ledgers of many passages, made once through the real store and kept beside the benchmark
// program. Passages as a plant has them, a hundred days up to now; no photos.

#include <cstdint>
#include <string>

namespace cleangate::bench {

struct Ledger {
  std::string folder;  ///< cleangate.db, keys/log.key, keys/log.vkey
  std::uint64_t rows = 0;
  double made_in = 0;  ///< seconds; 0 when it was there already
  [[nodiscard]] std::string database() const { return folder + "/cleangate.db"; }
};

enum class Content : std::uint8_t {
  passages,  ///< nothing else
  mixed,     ///< each passage with its actuation and its outcome: `rows` entries in all
};

/// The kept one, or a new one when there is none of this schema. Throws.
[[nodiscard]] Ledger ledger_of(const std::string& kept_in, std::uint64_t rows, Content content);

/// Its database and keys in place of those of the data folder `to`; durable, so that no write of
/// the copy is still on its way while something is measured.
void copy_ledger(const Ledger& ledger, const std::string& to);

}  // namespace cleangate::bench
