# A room of the house: one static library, its link list is its permission.
#
#   cleangate_room(domain_plate ROOMS base [LIBS fmt::fmt ...])
#
# Sources are every *.cpp in the folder and below it, tests every *_test.cpp; a folder that has
# its own CMakeLists.txt is its own room and is left out. Tests become <room>_test.
function(cleangate_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;LIBS;TEST_ROOMS;TEST_LIBS;SKIP" ${ARGN})
  file(GLOB_RECURSE all CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB_RECURSE inner CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
  foreach(list_file ${inner})
    get_filename_component(folder ${list_file} DIRECTORY)
    list(FILTER all EXCLUDE REGEX "^${folder}/")
  endforeach()
  foreach(skipped ${ROOM_SKIP})
    list(FILTER all EXCLUDE REGEX "/${skipped}$")
  endforeach()
  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(sources ${all})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} PUBLIC ${ROOM_ROOMS} PRIVATE ${ROOM_LIBS})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} INTERFACE ${ROOM_ROOMS})
  endif()
  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${ROOM_TEST_ROOMS} ${ROOM_TEST_LIBS}
                          GTest::gtest GTest::gmock GTest::gtest_main Threads::Threads)
    target_compile_definitions(${name}_test PRIVATE
      CLEANGATE_ROOM_DIR="${CMAKE_CURRENT_SOURCE_DIR}"
      CLEANGATE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
                         DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
  endif()
endfunction()
