#pragma once
// Parameters to speak of, and rows of faults. For tests only.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/rules/expression.h"

namespace cleangate::rules {

inline Parameters parameters() {
  Parameter percent{"percent", Type::integer, Domain::none, 0, 100, false, false};
  percent.values = {{parse_rfc3339("2020-07-01T00:00:00+08:00").value(), 80, {}},
                    {parse_rfc3339("2027-01-01T00:00:00+08:00").value(), 90, {}}};
  Parameter highest{"highest", Type::stage, Domain::none, 0, 0, false, false};
  highest.values = {{WallTime{}, stage_cell({vehicle::Stage::s4, vehicle::Stage::s4}), {}}};
  Parameter fuels{"fuels", Type::symbol, Domain::fuel, 0, 0, true, false};
  fuels.values = {{WallTime{}, kUnknownCell, {'B', 'E'}}};
  Parameter late{"late", Type::integer, Domain::none, 1, 10, false, false};
  late.values = {{parse_rfc3339("2030-01-01T00:00:00+08:00").value(), 5, {}}};
  return {percent, highest, fuels, late};
}
inline Scope scope(const Parameters& given, std::vector<Scope::Let> lets = {}) {
  return {&given, std::move(lets)};
}
struct FaultRow {
  const char* text;
  std::size_t offset;
  const char* message;
  const char* mend;
};
inline void expect_fault(const FaultRow& row) {
  const auto given = parameters();
  const auto compiled = Expression::compile(row.text, scope(given));
  ASSERT_FALSE(compiled) << row.text;
  const auto& fault = compiled.error();
  EXPECT_EQ(fault.offset, row.offset) << row.text;
  EXPECT_NE(fault.message.find(row.message), std::string::npos)
      << row.text << " → " << fault.message;
  EXPECT_NE(fault.mend.find(row.mend), std::string::npos) << row.text << " → " << fault.mend;
}

}  // namespace cleangate::rules
