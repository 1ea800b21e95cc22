#pragma once
// The QR's page: what it tells a driver before he drives up, and what he says he carries.

#include "service/plant.h"

namespace cleangate::service {

/// {plant,gate|null,rule:{zh,en}|null,level|null,warning:{zh,en}|null}. `rule`: the newest stage
/// of heavy diesel trucks that may not come in now; an unknown gate is null.
[[nodiscard]] Json show_notice(const Plant& plant, const std::string& gate);

/// {plate,colour?,direction,cargo,quantity,unit,phone?,gate?} → {id,text:{zh,en}}. Counts for the
/// next passage of that plate within kDeclarationCounts.
void declare_load(Plant& plant, const Json& body, Reply reply);

}  // namespace cleangate::service
