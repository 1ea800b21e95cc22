#pragma once
// A city's own overlay pack, with one clause and one exemption, for tests of uploads. Tests only.

namespace cleangate::service::testing {

inline constexpr const char* kGeneric = "cn-2020-340-generic";
inline constexpr const char* kOverlay = R"(
id = "own-overlay"
version = "1"
kind = "overlay"
title = {zh = "本市加严", en = "Stricter here"}
document = "市政府令1号"
citation = "第一条"
region = "131000"
industry = "*"
valid_from = 2020-01-01
evidence = "primary"

[[clause]]
id = "city.no-stage-five"
group = "city"
when = "truck and stage <= 5 and not nev"
outcome = "refuse"
text = {zh = "本市不准国五货车进厂", en = "no China V trucks in this city"}
board = "本市不准国五"

[[clause.exemption]]
id = "livelihood"
when = 'vehicle_class = "H13"'
text = {zh = "民生保障", en = "daily supplies"}
evidence = "运输证明"
)";

}  // namespace cleangate::service::testing
