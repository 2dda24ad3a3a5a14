/** ROS 2 bags: folders of SQLite or MCAP files, and SQLite files by themselves. */
@NullMarked
package dev.syncline.bindings.rosbag;

import org.jspecify.annotations.NullMarked;
