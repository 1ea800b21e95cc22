#pragma once
// Warnings as the API shows them: every action, each chain's state, the measures of orders.

#include "service/plant.h"

namespace cleangate::service {

/// {items:[{id,index,action,level,…}], chains, measures, in_force: null | {…}, next_change, next}
[[nodiscard]] Json show_warnings(const Plant& plant);
/// null, or {id,level,since,expected_end,overdue} of the highest chain now.
[[nodiscard]] Json warning_now(const Plant& plant);
/// "yellow" | "orange" | "red", or null: none.
[[nodiscard]] Json level_of_chain(const Plant& plant, std::string_view chain, WallTime at);
/// An add-on or plan measure: {id,warning,level,template,title,params,exemptions,from,to,order,
/// fault,in_force,admitted_today}.
[[nodiscard]] Json show_measure(const Plant& plant, const Orders::Item& item);

}  // namespace cleangate::service
