#pragma once
// Entries appended per second, in batches of 100, to the file of a busy month, against the same
// rows put into the same tables by bare SQL, 100 to a transaction, each synced.

#include <string>

#include "bench/big_ledger.h"
#include "bench/table.h"

namespace cleangate::bench {

/// Works on copies of the ledger in `folder`. Throws.
[[nodiscard]] Line measure_append(const Ledger& month, const std::string& folder);

}  // namespace cleangate::bench
