# kith_library(NAME DEPS other folders… LINK outside libraries… [TEST_LINK what only its tests link] [FUZZED] [ONE_THREAD])
# One folder of src/ is one static library kith_NAME made of all its .cpp files; it sees itself and the folders it names.
# tests/unit/NAME/*.cpp become one test program kith_NAME_tests.
# FUZZED: fuzz targets are about its code, so builds for them count which of it is reached.
# ONE_THREAD: it neither starts nor guards against threads, so its tests have nothing to say under the thread sanitizer.
function(kith_library name)
  cmake_parse_arguments(arg "FUZZED;ONE_THREAD" "" "DEPS;LINK;TEST_LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main.cpp$|/app/engine/")
  add_library(kith_${name} STATIC ${sources})
  target_include_directories(kith_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  list(TRANSFORM arg_DEPS PREPEND kith_)
  target_link_libraries(kith_${name} PUBLIC kith_options fmt::fmt ${arg_DEPS} ${arg_LINK})
  target_precompile_headers(kith_${name} REUSE_FROM kith_pch)
  if(arg_FUZZED)
    target_compile_options(kith_${name} PRIVATE ${KITH_COVERAGE})
  endif()

  if(arg_ONE_THREAD AND KITH_SANITIZE STREQUAL "thread")
    return()
  endif()
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${name}/*.cpp)
  if(tests)
    kith_test(kith_${name}_tests SOURCES ${tests} LINK kith_${name} ${arg_TEST_LINK})
  endif()
endfunction()

# kith_test(NAME SOURCES … LINK …): a GoogleTest program, one ctest entry with the label "unit".
function(kith_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LINK} kith_options GTest::gmock GTest::gtest_main)
  target_precompile_headers(${name} REUSE_FROM ${KITH_TEST_PCH})
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
