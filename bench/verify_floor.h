#pragma once
// Verification of a whole log against nothing but hashing what it must hash: each entry's leaf,
// the salt and the commitment of each field, the nodes over the fields and over the leaves. The
// floor's inputs are read and cut out beforehand, outside the time; one thread.

#include <string>

#include "bench/big_ledger.h"
#include "bench/table.h"

namespace cleangate::bench {

/// Throws unless the log is sound and the floor finds its root.
[[nodiscard]] Line measure_verify(const Ledger& ledger, const std::string& name);

}  // namespace cleangate::bench
