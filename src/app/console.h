#pragma once
// What commands print. Standard output is the result, standard error says what went wrong.

#include <iostream>

#include "base/result.h"

namespace cleangate::app {

inline int complain(const Error& error) {
  std::cerr << "cleangate: " << error.message << "\n";
  return 1;
}

}  // namespace cleangate::app
