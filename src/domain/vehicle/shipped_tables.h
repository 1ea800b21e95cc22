#pragma once
// The inference tables of data/stages/stages.toml, carried inside the program, read once. Any
// thread.

#include "domain/vehicle/stage_tables.h"

namespace cleangate::vehicle {

/// Tables that do not read are a broken program: std::logic_error.
[[nodiscard]] const StageTables& shipped_stage_tables();

}  // namespace cleangate::vehicle
