# A fuzz target: fuzz/NAME_fuzz.cpp with LLVMFuzzerTestOneInput, linked with the rooms it needs.
#
#   cleangate_fuzz(hikvision ROOMS device_camera CORPUS src/device/camera/hikvision/corpus)
#
# Only in the fuzz preset (clang). scripts/fuzz runs every target; a target whose name begins with
# canary must be brought to fall, all others must not.
function(cleangate_fuzz name)
  cmake_parse_arguments(FUZZ "" "" "ROOMS;LIBS;CORPUS" ${ARGN})
  add_executable(${name}_fuzz ${CMAKE_CURRENT_SOURCE_DIR}/${name}_fuzz.cpp)
  target_link_libraries(${name}_fuzz PRIVATE ${FUZZ_ROOMS} ${FUZZ_LIBS})
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  # Where scripts/fuzz finds its first inputs, one folder a line.
  set(folders "")
  foreach(folder ${FUZZ_CORPUS})
    string(APPEND folders "${CMAKE_SOURCE_DIR}/${folder}\n")
  endforeach()
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}_fuzz.corpus "${folders}")
endfunction()
