#pragma once
// Decisions a second on one core: verdict and clause ids, no words; the shipped generic pack, one
// warning, 256 vehicles of every stage, class and grade. In this process, one thread.

#include "bench/table.h"

namespace cleangate::bench {

/// Throws unless every kind of verdict came out.
[[nodiscard]] Line measure_decisions();

}  // namespace cleangate::bench
