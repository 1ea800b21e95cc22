#pragma once
// Rule packs as the API shows them: what there is, what is in force and by whom, one pack's
// clauses, two versions side by side. Plant's executor; records nothing.

#include "service/plant.h"

namespace cleangate::service {

/// {items,in_force:{base,overlays,fault},history,next}: history newest first.
[[nodiscard]] Json list_rule_packs(const Plant& plant);
/// One version with its clauses, parameters, measures, indicators and text. Errors: not_found.
[[nodiscard]] Result<Json> show_rule_pack(const Plant& plant, const std::string& id,
                                          const std::string& version);
/// What the version says otherwise than `against`: {pack,clauses,parameters,lets,production,
/// indicators}, each with id, change (added | removed | changed), members, before and after.
/// Errors: not_found, conflict (one cannot be read).
[[nodiscard]] Result<Json> compare_rule_packs(const Plant& plant, const std::string& id,
                                              const std::string& version,
                                              const std::string& against);

}  // namespace cleangate::service
