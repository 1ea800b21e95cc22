#pragma once
// The command line, one function a command. Each prints what it did and returns the exit code;
// errors say what to do.

#include <string>
#include <vector>

namespace cleangate::app {

/// Where `serve` listens when it is not told otherwise.
inline constexpr const char* kDefaultUrl = "http://127.0.0.1:8080";

int run_init(const std::vector<std::string>& words);
int run_serve(const std::vector<std::string>& words);
int run_simulate(const std::vector<std::string>& words);
int run_verify(const std::vector<std::string>& words);
int run_import(const std::vector<std::string>& words);
int run_export(const std::vector<std::string>& words);
int run_backup(const std::vector<std::string>& words);
int run_doctor(const std::vector<std::string>& words);
int run_rules(const std::vector<std::string>& words);
int run_token(const std::vector<std::string>& words);

}  // namespace cleangate::app
