#pragma once
// The pages that people wait for, on a large ledger: the first page of all passages and a search
// for a plate, through the product's queries and at the socket, against the bare SQL and 0.5 ms.

#include "bench/plant_under_load.h"
#include "bench/table.h"

namespace cleangate::bench {

/// Two lines for the queries, in this process. Throws.
[[nodiscard]] std::vector<Line> measure_queries(const Ledger& ledger);
/// The same two at the socket of a running plant, against the same SQL on its file.
[[nodiscard]] std::vector<Line> measure_sockets(PlantUnderLoad& load);

}  // namespace cleangate::bench
